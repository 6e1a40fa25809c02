await Console.Error.WriteLineAsync("flexcore: no command is built yet").ConfigureAwait(false);
return 64;
