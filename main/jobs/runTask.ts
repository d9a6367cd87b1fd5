import type { JobResult, JobTask } from '../../shared/contract/jobs'
import { checkGradientsTask } from './checkGradients/checkGradientsTask'
import { describeData } from './describeData/describeData'
import { editData } from './editData/editData'
import { estimate } from './estimate/estimate'
import { evaluate } from './evaluate/evaluate'
import { exportRun } from './export/export'
import { importModel } from './import/import'
import type { JobContext } from './jobContext'
import { lab } from './lab/lab'
import { matchStart } from './matchStart/matchStart'
import { predict } from './predict/predict'
import { preview } from './preview/preview'
import { repairData } from './repairData/repairData'
import { undoDataEdit } from './repairData/undoDataEdit'
import { scan } from './scan/scan'
import { selfTest } from './selfTest/selfTest'
import { tensorboard } from './tensorboard/tensorboard'
import { train } from './train/train'

/** Does what a process was started for. */
export function runTask(task: JobTask, context: JobContext): Promise<JobResult> {
  switch (task.task) {
    case 'train':
      return train(task, context)
    case 'evaluate':
      return evaluate(task, context)
    case 'predict':
      return predict(task, context)
    case 'check-gradients':
      return checkGradientsTask(task, context)
    case 'estimate':
      return estimate(task, context)
    case 'match-start':
      return matchStart(task, context)
    case 'self-test':
      return selfTest(task, context)
    case 'describe-data':
      return describeData(task, context)
    case 'scan':
      return scan(task, context)
    case 'repair-data':
      return repairData(task, context)
    case 'edit-data':
      return editData(task)
    case 'undo-data-edit':
      return undoDataEdit(task)
    case 'preview':
      return preview(task, context)
    case 'tensorboard':
      return tensorboard(task, context)
    case 'lab':
      return lab(task, context)
    case 'export':
      return exportRun(task, context)
    case 'import':
      return importModel(task, context)
  }
}
