import { type KeyboardEvent, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditorStore } from '../state/EditorProvider'
import { type NodeKey, say, select } from '../state/editorStore'
import { pulledId } from '../state/pulledId'
import { useCanvasActions } from '../state/useCanvasActions'
import { type Direction, neighbour } from '../view/neighbour'
import { useCanvasPort } from './CanvasContext'
import { verdictText } from './verdictText'

const arrows: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
}

/**
 * The canvas by keys alone. On a node: arrows walk, Enter opens a block, Tab goes to its output. On an output: Tab goes through the
 * layers that fit, Enter connects, or opens the list of layers to add. Esc goes one step back.
 */
export function useCanvasKeys(): (event: KeyboardEvent<HTMLElement>) => void {
  const store = useEditorStore()
  const actions = useCanvasActions()
  const port = useCanvasPort()
  const { t } = useTranslation('editor')
  return useCallback(
    (event) => {
      const target = event.target as HTMLElement
      if (target.matches('input, textarea') || event.nativeEvent.isComposing || event.altKey) return
      const drawn = port.current?.drawn()
      if (!drawn) return
      const { focus, pull } = store.getState()
      const done = () => {
        event.preventDefault()
        event.stopPropagation()
      }

      if (pull?.isByKeys) {
        if (event.key === 'Tab') {
          const fitting = drawn.view.nodes.filter(({ key }) => pull.verdicts.get(key)?.fits).map(({ key }) => key)
          if (fitting.length === 0) return actions.endPull()
          done()
          const at = pull.target === undefined ? -1 : fitting.indexOf(pull.target)
          const next = event.shiftKey
            ? (fitting.at(at <= 0 ? -1 : at - 1) as NodeKey)
            : (fitting[(at + 1) % fitting.length] as NodeKey)
          store.setState({ pull: { ...pull, target: next } })
          port.current?.show([pull.from, next])
          const verdict = pull.verdicts.get(next)
          if (verdict) say(store, t('pullTarget', { id: next, result: verdictText(t, verdict) }))
          return
        }
        if (event.key === 'Enter' || event.key === ' ') {
          done()
          actions.endPull()
          const node = pull.target === undefined ? undefined : drawn.view.byKey.get(pull.target)
          if (node) {
            actions.connect(pull.scope, pulledId(pull), node.layer.id)
            select(store, [node.key])
            focusNode(node.key)
          } else suggest(pull.from, pull.port)
          return
        }
        if (event.key === 'Escape') {
          done()
          actions.endPull()
          say(store, t('pullEnd'))
          focusNode(pull.from)
          return
        }
      }

      const handle = target.closest('[data-port]')
      if (handle && (event.key === 'Enter' || event.key === ' ' || (event.key === 'Tab' && !event.shiftKey))) {
        const from = handle.closest('[data-node]')?.getAttribute('data-node')
        const name = handle.getAttribute('data-port')
        const portName = name?.startsWith('port:') ? name.slice(5) : undefined
        if (!from) return
        if (event.key !== 'Tab') {
          done()
          return suggest(from, portName)
        }
        const begun = actions.beginPull(from, true, portName)
        const fitting = drawn.view.nodes.filter(({ key }) => begun?.verdicts.get(key)?.fits).map(({ key }) => key)
        const [first] = fitting
        // Nothing fits: Tab goes on as it does everywhere.
        if (!begun || first === undefined) return actions.endPull()
        done()
        store.setState({ pull: { ...begun, target: first } })
        port.current?.show([from, first])
        const verdict = begun.verdicts.get(first)
        say(
          store,
          `${t('pullStart', { id: from, count: fitting.length })}. ${verdict ? t('pullTarget', { id: first, result: verdictText(t, verdict) }) : ''}`,
        )
        return
      }

      const direction = arrows[event.key]
      if (direction && !event.ctrlKey && !event.metaKey) {
        done()
        const from = focus !== undefined && drawn.view.byKey.has(focus) ? focus : undefined
        const next =
          from === undefined ? drawn.view.nodes[0]?.key : neighbour(drawn.view, drawn.places, from, direction)
        if (next === undefined) return
        const { selected } = store.getState()
        select(store, event.shiftKey ? [...selected, next] : [next])
        focusNode(next)
        return
      }
      if (event.key === 'Home' || event.key === 'End') {
        const node = event.key === 'Home' ? drawn.view.nodes[0] : drawn.view.nodes.at(-1)
        if (!node) return
        done()
        select(store, [node.key])
        focusNode(node.key)
        return
      }
      if (event.key === 'Enter' && target.matches('[data-node]') && focus !== undefined) {
        const node = drawn.view.byKey.get(focus)
        if (node?.kind === 'block') actions.open(focus)
        else if (node?.kind === 'opened') actions.fold(focus)
        else if (node) suggest(focus, undefined)
        return done()
      }
      if (event.key === ' ' && target.matches('[data-node]') && focus !== undefined) {
        select(store, [focus])
        return done()
      }
      if (event.key === 'Escape') {
        const inside = focus === undefined ? undefined : drawn.view.byKey.get(focus)
        if (inside?.kind === 'opened') actions.fold(inside.key)
        else if (inside?.parent !== undefined) actions.fold(inside.parent)
        else select(store, [])
        return done()
      }

      function focusNode(key: NodeKey): void {
        const place = drawn?.places.get(key)
        if (place) port.current?.reveal(key)
        port.current?.focus(key)
      }

      function suggest(from: NodeKey, portName: string | undefined): void {
        const node = drawn?.view.byKey.get(from)
        const element = event.currentTarget.querySelector(`[data-node="${CSS.escape(from)}"]`)
        const box = event.currentTarget.getBoundingClientRect()
        const at = element?.getBoundingClientRect()
        if (!node || !at) return
        const inner = portName === undefined ? node.scope : actions.scopeInside(from)
        store.setState({
          suggestion: {
            from,
            ...(portName !== undefined && { port: portName }),
            scope: inner ?? node.scope,
            at: [at.right - box.left + 12, at.top - box.top],
          },
        })
      }
    },
    [store, actions, port, t],
  )
}
