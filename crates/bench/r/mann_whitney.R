# Mann-Whitney of ten million responses in base R on the raw rows, beside the figure from counts:
#
#     Rscript crates/bench/r/mann_whitney.R
#     cargo bench -p catsup-statistics --bench counts -- Mann

# A tenth of the counts of crates/statistics/benches/counts.rs.
first <- c(420000, 540000, 900000, 2280000, 1860000)
second <- c(290000, 370000, 610000, 1510000, 1220000)
set.seed(1)
a <- sample(rep(1:5, first))
b <- sample(rep(1:5, second))
begun <- proc.time()
found <- wilcox.test(a, b, exact = FALSE)
taken <- proc.time() - begun
cat(sprintf(
  "%d responses: %.1f s of processor time, U %.1f, p %.6g (%s)\n",
  length(a) + length(b), taken[["user.self"]], found$statistic, found$p.value, R.version.string
))
