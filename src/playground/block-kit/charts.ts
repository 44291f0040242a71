import { checkOneOf, checkString, type Fields, fieldsAt, type Judgement, listAt, onlyKeys, report } from './check.ts'

/**
 * The data_visualization block as SLACK's table of limits gives it (the stricter figure where sources differ):
 * ≤ 6 series with names ≤ 20, ≤ 20 points, ≤ 20 categories of ≤ 20 characters, and every series covers each.
 */
export function checkChart(j: Judgement, path: string, block: Fields): void {
  onlyKeys(j, path, block, ['type', 'block_id', 'title', 'chart'])
  j.count.charts += 1
  if (j.count.charts > 2) report(j, path, 'only 2 data_visualization blocks are allowed in a message')
  checkString(j, `${path}/title`, block.title, { max: 50, min: 1, required: true })
  const chart = fieldsAt(j, `${path}/chart`, block.chart)
  if (!chart) return
  if (chart.type === undefined) report(j, `${path}/chart/type`, 'missing required field')
  checkOneOf(j, `${path}/chart/type`, chart.type, ['pie', 'bar', 'area', 'line'])
  if (chart.type === 'pie') {
    checkPoints(j, `${path}/chart/segments`, chart.segments, null)
    return
  }
  checkSeries(j, `${path}/chart`, chart)
}

function checkSeries(j: Judgement, path: string, chart: Fields): void {
  const axis = fieldsAt(j, `${path}/axis_config`, chart.axis_config)
  const categories: string[] = []
  if (axis) {
    for (const [index, value] of listAt(j, `${path}/axis_config/categories`, axis.categories, 1, 20).entries()) {
      const at = `${path}/axis_config/categories/${index}`
      if (checkString(j, at, value, { max: 20, min: 1, required: true })) categories.push(value)
    }
    checkString(j, `${path}/axis_config/x_label`, axis.x_label, { max: 50 })
    checkString(j, `${path}/axis_config/y_label`, axis.y_label, { max: 50 })
  }
  for (const [index, value] of listAt(j, `${path}/series`, chart.series, 1, 6).entries()) {
    const at = `${path}/series/${index}`
    const series = fieldsAt(j, at, value)
    if (!series) continue
    checkString(j, `${at}/name`, series.name, { max: 20, min: 1, required: true })
    checkPoints(j, `${at}/data`, series.data, categories)
  }
}

function checkPoints(j: Judgement, path: string, value: unknown, categories: readonly string[] | null): void {
  const labels: unknown[] = []
  for (const [index, item] of listAt(j, path, value, 1, 20).entries()) {
    const point = fieldsAt(j, `${path}/${index}`, item)
    if (!point) continue
    checkString(j, `${path}/${index}/label`, point.label, { max: 20, min: 1, required: true })
    if (typeof point.value !== 'number') report(j, `${path}/${index}/value`, 'must be a number')
    labels.push(point.label)
  }
  for (const category of categories ?? []) {
    if (!labels.includes(category)) report(j, path, `does not cover the category ${category}`)
  }
}
