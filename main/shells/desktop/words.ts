import { app } from 'electron'
import { type Language, languageFor } from '../../../shared/language'
import type { SettingsStore } from '../../studio/settings/settingsStore'

const en = {
  file: 'File',
  newProject: 'New Project',
  openProject: 'Open Project…',
  openRecent: 'Open Recent',
  run: 'Run',
  train: 'Train',
  pause: 'Pause or Continue',
  stop: 'Stop',
  view: 'View',
  chooseProject: 'Open a project',
  chooseExport: 'Folder for the exported file',
  chooseModel: 'Model file of another program',
  chooseNewProject: 'Folder for the project',
  choosePictures: 'Folder with pictures',
  chooseFile: 'File with data',
  zipAndCsv: 'Zip archives and tables',
  oneTrains: 'A run is training.',
  manyTrain: (runs: number) => `${runs} runs are training.`,
  farewell:
    'It can go on without a window: start Layerloom again to see it. Or stop it now: it writes a checkpoint and can be resumed from there.',
  goOn: 'Go on without a window',
  stopAndQuit: 'Stop and quit',
  cancel: 'Cancel',
  doNotAsk: 'Do not ask again',
  failed: (what: string) => `${what}: training failed`,
  stopped: (what: string) => `${what}: stopped`,
  trained: (what: string) => `${what}: trained`,
}

const ko: typeof en = {
  file: '파일',
  newProject: '새 프로젝트',
  openProject: '프로젝트 열기…',
  openRecent: '최근 프로젝트 열기',
  run: '실행',
  train: '학습',
  pause: '일시 정지 또는 계속',
  stop: '중지',
  view: '보기',
  chooseProject: '프로젝트 열기',
  chooseExport: '내보낸 파일을 둘 폴더',
  chooseModel: '다른 프로그램의 모델 파일',
  chooseNewProject: '프로젝트 폴더',
  choosePictures: '사진이 있는 폴더',
  chooseFile: '데이터 파일',
  zipAndCsv: 'zip 파일과 표',
  oneTrains: '실행 하나가 학습 중입니다.',
  manyTrain: (runs) => `실행 ${runs}개가 학습 중입니다.`,
  farewell:
    '창 없이 계속 학습할 수 있습니다. Layerloom을 다시 시작하면 볼 수 있습니다. 지금 중지하면 체크포인트를 저장하고, 거기에서 이어서 학습할 수 있습니다.',
  goOn: '창 없이 계속',
  stopAndQuit: '중지하고 끝내기',
  cancel: '취소',
  doNotAsk: '다시 묻지 않기',
  failed: (what) => `${what}: 학습 실패`,
  stopped: (what) => `${what}: 중지됨`,
  trained: (what) => `${what}: 학습 완료`,
}

const words: Readonly<Record<Language, typeof en>> = { en, ko }
export type DesktopWords = typeof en

/** What the program says outside of its page: menu, dialogs, notices. In the language of the settings as they are now. */
export const desktopWords = ({ values }: SettingsStore): DesktopWords =>
  words[languageFor(values.language, app.isReady() ? [app.getLocale()] : [])]
