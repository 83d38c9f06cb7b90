// Stands in for the native watchdog, which is not built here: the extension host also polls its parent's process itself.
exports.start = () => {}
exports.exit = code => process.exit(code || 0)
