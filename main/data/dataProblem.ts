import { Problem } from '../../shared/problem'

/** Images of an open data set cannot be read any more: a run that meets it is sound up to there. */
export class DataProblem extends Problem {}
