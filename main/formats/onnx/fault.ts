import { Problem } from '../../../shared/problem'

/** What makes a file none that can be read; the code says of what kind. */
export type OnnxFaultCode =
  | 'bytes'
  | 'model'
  | 'domain'
  | 'functions'
  | 'external-data'
  | 'tensor'
  | 'graph'
  | 'subgraph'
  | 'input'
  | 'output'
  | 'operator'
  | 'setting'
  | 'too-large'

const remedies: Partial<Record<OnnxFaultCode, string>> = {
  'external-data': 'save the model again as one file with its weights inside (torch.onnx.export: external_data=False)',
  domain: 'export it again with operators of the default domain alone',
  functions: 'export it again with its functions written out',
  subgraph: 'export it again without branches and loops',
  operator: 'export it again without this operator, or import its weights alone',
  setting: 'export it again without this, or import its weights alone',
  input: 'export it again with one input of a fixed picture size',
}

/** `what` goes on after "the ONNX file ...". */
export const onnxFault = (code: OnnxFaultCode, what: string, place?: string): Problem =>
  new Problem({
    code: `onnx-${code}`,
    message: `the ONNX file ${what}`,
    remedy: remedies[code] ?? 'get the file again, or export it again',
    place,
  })
