/**
 * What crosses the border between the studio and a job process. A process does one task: it says `ready`, gets `start`, tells
 * how it goes, and ends with `finished` or `failed`. One that ends without either was lost: see main/studio/supervision.
 */

export * from './engineVariables'
export * from './jobCommand'
export * from './jobEvent'
export * from './jobResult'
export * from './jobTask'
export * from './lab/labAnswer'
export * from './lab/labQuestion'
export * from './problemMessage'
