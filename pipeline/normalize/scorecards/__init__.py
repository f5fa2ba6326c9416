"""The 项目支出绩效自评表 of a disclosure: money lines, goals, indicators with their categories."""
