using System.Globalization;
using FlexCore.Examples.AccessLog;

const string Usage = "usage: access-log-generator [--lines N] [--seed N] [--start ISO-TIME] [--minutes N] [--bad-per-million N] [--output FILE]";

var values = new Dictionary<string, string>(StringComparer.Ordinal);
for (var i = 0; i < args.Length; i += 2)
{
    if (i + 1 == args.Length || args[i] is not ("--lines" or "--seed" or "--start" or "--minutes" or "--bad-per-million" or "--output"))
    {
        await Console.Error.WriteLineAsync($"'{args[i]}' is not an option, or its value is missing.\n{Usage}").ConfigureAwait(false);
        return 2;
    }

    values[args[i]] = args[i + 1];
}

try
{
    var defaults = new AccessLogOptions();
    var culture = CultureInfo.InvariantCulture;
    var options = new AccessLogOptions
    {
        Lines = values.TryGetValue("--lines", out var lines) ? long.Parse(lines, NumberStyles.AllowThousands, culture) : defaults.Lines,
        Seed = values.TryGetValue("--seed", out var seed) ? ulong.Parse(seed, culture) : defaults.Seed,
        Start = values.TryGetValue("--start", out var start) ? DateTimeOffset.Parse(start, culture, DateTimeStyles.AssumeUniversal) : defaults.Start,
        Span = values.TryGetValue("--minutes", out var minutes) ? TimeSpan.FromMinutes(int.Parse(minutes, culture)) : defaults.Span,
        BadLinesPerMillion = values.TryGetValue("--bad-per-million", out var bad) ? int.Parse(bad, culture) : defaults.BadLinesPerMillion,
    };
    await using var target = values.TryGetValue("--output", out var path) ? File.Create(path) : Console.OpenStandardOutput();
    new AccessLogGenerator(options).WriteTo(target);
    return 0;
}
catch (FormatException error)
{
    await Console.Error.WriteLineAsync($"{error.Message}\n{Usage}").ConfigureAwait(false);
    return 2;
}
