/** Exceptions: their classes, their objects, and what an operation gives that certainly raises one. */
import type { Place } from '../../../source/span.ts'
import { type Unknown, unknown } from '../../../tensor/size.ts'
import { TupleObject } from './containers.ts'
import { HostObject } from './host.ts'
import { reprOf, textOf } from './texts.ts'
import { TypeObject } from './typeobject.ts'
import type { PyValue } from './values.ts'

/** What an expression gives that certainly raises. Only a `try` around it looks at the exception. */
export class Raised implements Unknown {
  readonly kind = 'unknown'

  constructor(
    readonly exception: PyValue,
    readonly why: string,
    readonly place: Place,
  ) {}

  /** What is not known once nobody catches the exception. */
  get plain(): Unknown {
    return { kind: 'unknown', why: this.why, place: this.place }
  }
}

/** A value that nobody catches an exception of. */
export const settled = (value: PyValue): PyValue => (value instanceof Raised ? value.plain : value)

/** The operation raises an exception of that class; `why` says it in words, `argument` is what Python gives to it. */
export const raised = (name: ExceptionName, why: string, at: Place, argument?: PyValue): Raised =>
  new Raised(new ExceptionObject(exceptionTypes[name], [argument === undefined ? notWorded(at) : argument]), why, at)

/** The operation raises an exception with just these words. */
export const raisedAs = (name: ExceptionName, words: string, at: Place): Raised => raised(name, words, at, words)

const notWorded = (at: Place): Unknown => unknown('the words of this exception are not known here', at)

/** An instance of one of Python's own exceptions. */
export class ExceptionObject extends HostObject {
  constructor(
    private readonly made: HostObject,
    private readonly args: readonly PyValue[],
  ) {
    super()
  }

  get description(): string {
    return `an instance of ${this.made.description}`
  }

  override attribute(name: string, at: Place): PyValue {
    if (name === 'args') return new TupleObject(this.args)
    return name === '__class__' ? this.made : super.attribute(name, at)
  }

  override type(): HostObject {
    return this.made
  }

  override repr(): string | undefined {
    const inner = reprOf(new TupleObject(this.args))
    return inner && `${this.made.description}${this.args.length === 1 ? inner.replace(/,\)$/, ')') : inner}`
  }

  override text(): string | undefined {
    if (this.args.length !== 1) return this.args.length === 0 ? '' : reprOf(new TupleObject(this.args))
    return this.made.isSubclassOf(exceptionTypes.KeyError) ? reprOf(this.args[0]!) : textOf(this.args[0]!)
  }
}

/** Each class with the one above it. */
const above = {
  BaseException: undefined,
  Exception: 'BaseException',
  KeyboardInterrupt: 'BaseException',
  SystemExit: 'BaseException',
  GeneratorExit: 'BaseException',
  ArithmeticError: 'Exception',
  FloatingPointError: 'ArithmeticError',
  OverflowError: 'ArithmeticError',
  ZeroDivisionError: 'ArithmeticError',
  AssertionError: 'Exception',
  AttributeError: 'Exception',
  BufferError: 'Exception',
  EOFError: 'Exception',
  ImportError: 'Exception',
  ModuleNotFoundError: 'ImportError',
  LookupError: 'Exception',
  IndexError: 'LookupError',
  KeyError: 'LookupError',
  MemoryError: 'Exception',
  NameError: 'Exception',
  UnboundLocalError: 'NameError',
  OSError: 'Exception',
  FileExistsError: 'OSError',
  FileNotFoundError: 'OSError',
  IsADirectoryError: 'OSError',
  NotADirectoryError: 'OSError',
  PermissionError: 'OSError',
  ConnectionError: 'OSError',
  TimeoutError: 'OSError',
  ReferenceError: 'Exception',
  RuntimeError: 'Exception',
  NotImplementedError: 'RuntimeError',
  RecursionError: 'RuntimeError',
  StopIteration: 'Exception',
  StopAsyncIteration: 'Exception',
  SyntaxError: 'Exception',
  SystemError: 'Exception',
  TypeError: 'Exception',
  ValueError: 'Exception',
  UnicodeError: 'ValueError',
  UnicodeDecodeError: 'UnicodeError',
  UnicodeEncodeError: 'UnicodeError',
  Warning: 'Exception',
  DeprecationWarning: 'Warning',
  FutureWarning: 'Warning',
  ImportWarning: 'Warning',
  PendingDeprecationWarning: 'Warning',
  ResourceWarning: 'Warning',
  RuntimeWarning: 'Warning',
  SyntaxWarning: 'Warning',
  UserWarning: 'Warning',
} as const

export type ExceptionName = keyof typeof above

/** Python's own exceptions by name. */
export const exceptionTypes: Readonly<Record<ExceptionName, TypeObject>> = makeTypes()

/** A class stands after the one above it, so one pass makes them all. */
function makeTypes(): Record<ExceptionName, TypeObject> {
  const types: Partial<Record<ExceptionName, TypeObject>> = {}
  for (const [name, base] of Object.entries(above) as [ExceptionName, ExceptionName | undefined][]) {
    const made: TypeObject = new TypeObject(name, {
      base: base && types[base],
      construct: ({ positional }) => new ExceptionObject(made, positional),
    })
    types[name] = made
  }
  return types as Record<ExceptionName, TypeObject>
}

/** Whether a class is one of exceptions. */
export const isExceptionType = (value: PyValue): value is HostObject =>
  value instanceof HostObject && value.isSubclassOf(exceptionTypes.BaseException) === true
