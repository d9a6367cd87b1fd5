import type { ExportModel } from '../exportModel'
import { pythonRemark } from '../python/pythonText'
import { type ModelCode, type ModuleClass, modelCode } from './classes'
import { helperClasses } from './helpers'

/** `model.py`: the network as nn.Module, and how it is loaded. */
export function printModel(model: ExportModel, code: ModelCode = modelCode(model)): string {
  const [height, width, channels] = model.inputShape
  const takes = model.preprocessing.isInside ? 'pixels of 0 to 255' : 'normalized numbers'
  const helpers = [...code.helpers].sort().map((name) => helperClasses[name])
  const size = height === undefined ? '' : ` [n, ${channels}, ${height}, ${width}]`
  return `"""${pythonRemark(model.name)}, written by Layerloom.

Input: float32${size}, ${takes}. Output: ${model.outputKind} of ${model.classes.length} classes.
"""
import os

import torch
import torch.nn as nn
import torch.nn.functional as F


${[...helpers, ...code.classes.map(classText)].join('\n\n')}

def load(path=os.path.join(os.path.dirname(os.path.abspath(__file__)), "model.safetensors")):
    """The network with its weights, ready to predict."""
    from safetensors.torch import load_file

    network = Network()
    network.load_state_dict({name: array.float() for name, array in load_file(path).items()})
    return network.eval()
`
}

function classText({ name, title, parameters, modules, forward }: ModuleClass): string {
  const told = parameters.map((parameter) => `, ${parameter}`).join('')
  const remark = title === undefined ? '' : `    """${sentence(pythonRemark(title))}"""\n\n`
  const lines = modules.map(({ attribute, text }) => wrapped(`self.${attribute} = ${text}`, longestLine - 8))
  const indent = (text: string) => text.replace(/^(?=.)/gm, '        ')
  return `class ${name}(nn.Module):
${remark}${wrapped(`    def __init__(self${told}):`, longestLine)}
        super().__init__()
${lines.map((line) => `${indent(line)}\n`).join('')}
    def forward(self, x):
${forward.map((line) => `${indent(line)}\n`).join('')}`
}

const longestLine = 110

/** A call that is too long for a line: its arguments on lines of their own, as many as find room. */
function wrapped(line: string, width: number): string {
  if (line.length <= width || line.includes('\n')) return line
  const [, indent = '', head = '', inside = '', end = ''] = /^(\s*)([^(]*\()(.*)(\):?)$/.exec(line) ?? []
  if (head === '') return line
  const rows: string[] = []
  // Only the commas of the call itself, not those of a tuple in it.
  for (const argument of inside.split(/, (?![^([]*[)\]])/)) {
    const last = rows.at(-1)
    if (last !== undefined && indent.length + 6 + last.length + argument.length <= width)
      rows[rows.length - 1] = `${last}, ${argument}`
    else rows.push(argument)
  }
  return `${indent}${head}\n${rows.map((row) => `${indent}    ${row},\n`).join('')}${indent}${end}`
}

const sentence = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`
