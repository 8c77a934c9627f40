"""The dashboard: scores, grades, execution and findings by place, year and dimension; every chart has its table."""
