import { z } from 'zod'
import { defineRecord } from './record'

/** `recent.json` in the workspace: projects that were opened, newest first. */
export const RecentProjects = z.strictObject({
  format: z.literal('layerloom-recent'),
  version: z.literal(1),
  projects: z.array(z.strictObject({ folder: z.string(), name: z.string(), openedAt: z.string() })),
})
export type RecentProjects = z.infer<typeof RecentProjects>

export const recentRecord = defineRecord<RecentProjects>({
  format: 'layerloom-recent',
  file: 'recent.json',
  version: 1,
  schema: RecentProjects,
  migrations: [],
})
