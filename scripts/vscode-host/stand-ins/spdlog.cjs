// Stands in for VS Code's native logger, which is not built here: the same functions, each line appended to the file.
const fs = require('node:fs')
const path = require('node:path')

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical', 'off']

class Logger {
  constructor(_type, _name, file) {
    this.file = file
    this.level = 2
    fs.mkdirSync(path.dirname(file), { recursive: true })
    levels.slice(0, -1).forEach((name, level) => {
      this[name] = message => this.write(level, message)
    })
  }

  write(level, message) {
    if (level < this.level) return
    try {
      fs.appendFileSync(this.file, `${new Date().toISOString()} [${levels[level]}] ${message}\n`)
    } catch {
      // The profile's folder goes away while the server is still ending.
    }
  }

  getLevel() {
    return this.level
  }

  setLevel(level) {
    this.level = level
  }

  setPattern() {}
  clearFormatters() {}
  flush() {}
  drop() {}
}

exports.version = 0
exports.setLevel = () => {}
exports.setFlushOn = () => {}
exports.Logger = Logger
exports.createRotatingLogger = async (name, file) => new Logger('rotating', name, file)
exports.createAsyncRotatingLogger = async (name, file) => new Logger('rotating_async', name, file)
