await Console.Error.WriteLineAsync("benchmarks: no job is built yet").ConfigureAwait(false);
return 64;
