/** Binds values to names, attributes, elements and unpacked targets. */
import { type Unknown, unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import { ListObject } from './containers.ts'
import { type Context, notKnown, placeOf } from './context.ts'
import { setElement } from './elements.ts'
import { evaluate, settle } from './expressions.ts'
import { Foreign, known } from './foreign.ts'
import { forget } from './forget.ts'
import { HostObject } from './host.ts'
import { itemsIn, whyNoItems } from './iterators.ts'
import { elementOf, nameBound } from './symbolic.ts'
import { type PyValue, unknownValue } from './values.ts'

export function assign(target: syntax.Expression, value: PyValue, context: Context): void {
  switch (target.type) {
    case 'Name':
      context.scope.set(target.name, nameBound(value, target.name, context))
      if (value instanceof HostObject) value.named(target.name, placeOf(target, context))
      return
    case 'Tuple':
    case 'List':
      return unpack(target.elements, value, context)
    case 'Starred':
      return assign(target.value, value, context)
    case 'Attribute':
      return assignAttribute(target, value, context)
    case 'Subscript':
      return assignElement(target, value, context)
    default:
  }
}

function unpack(targets: readonly syntax.Expression[], value: PyValue, context: Context): void {
  const items = itemsIn(value) ?? partsOf(value, targets, context)
  const star = targets.findIndex(target => target.type === 'Starred')
  const fits = items && (star < 0 ? items.length === targets.length : items.length >= targets.length - 1)
  if (!items || !fits) {
    const why = whyNot(value, items, targets, context)
    for (const target of targets) assign(target, why, context)
    return
  }
  const extra = items.length - targets.length + 1
  targets.forEach((target, i) => {
    if (star < 0 || i < star) assign(target, items[i]!, context)
    else if (i === star) assign(target, new ListObject(items.slice(star, star + extra)), context)
    else assign(target, items[i + extra - 1]!, context)
  })
}

/** Something foreign is taken to have as many elements as it is unpacked into. */
function partsOf(
  value: PyValue,
  targets: readonly syntax.Expression[],
  context: Context,
): readonly PyValue[] | undefined {
  if (!(value instanceof Foreign) || targets.some(target => target.type === 'Starred')) return undefined
  value.unpacked(targets.length)
  return targets.map((target, i) => elementOf(value, i, placeOf(target, context), context))
}

function whyNot(
  value: PyValue,
  items: readonly PyValue[] | undefined,
  [target]: readonly syntax.Expression[],
  context: Context,
): Unknown {
  const place = target && placeOf(target, context)
  if (items) return unknown(`${items.length} values do not fit the names here`, place)
  return whyNoItems(value, place)
}

function assignAttribute(target: syntax.Attribute, value: PyValue, context: Context): void {
  const owner = evaluate(target.value, context)
  const { name } = target.attribute
  if (owner instanceof HostObject) owner.setAttribute(name, value, placeOf(target, context))
  else forget(value, unknownValue(owner) ?? notKnown(`it was stored in .${name} of something else`, target, context))
}

function assignElement(target: syntax.Subscript, value: PyValue, context: Context): void {
  const owner = evaluate(target.value, context)
  const place = placeOf(target, context)
  const index = known(evaluate(target.slice, context), placeOf(target.slice, context))
  settle(setElement(owner, index, value, context.journal, place), context)
}
