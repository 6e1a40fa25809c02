using System.Globalization;
using FlexCore.Examples.Sensors;

const string Usage = "usage: sensor-generator [--machines N] [--seed N] [--start ISO-TIME] [--minutes N] [--output FILE]";

var values = new Dictionary<string, string>(StringComparer.Ordinal);
for (var i = 0; i < args.Length; i += 2)
{
    if (i + 1 == args.Length || args[i] is not ("--machines" or "--seed" or "--start" or "--minutes" or "--output"))
    {
        await Console.Error.WriteLineAsync($"'{args[i]}' is not an option, or its value is missing.\n{Usage}").ConfigureAwait(false);
        return 2;
    }

    values[args[i]] = args[i + 1];
}

try
{
    var defaults = new SensorOptions();
    var culture = CultureInfo.InvariantCulture;
    var options = new SensorOptions
    {
        Machines = values.TryGetValue("--machines", out var machines) ? int.Parse(machines, culture) : defaults.Machines,
        Seed = values.TryGetValue("--seed", out var seed) ? ulong.Parse(seed, culture) : defaults.Seed,
        Start = values.TryGetValue("--start", out var start) ? DateTimeOffset.Parse(start, culture, DateTimeStyles.AssumeUniversal) : defaults.Start,
        Span = values.TryGetValue("--minutes", out var minutes) ? TimeSpan.FromMinutes(int.Parse(minutes, culture)) : defaults.Span,
    };
    await using var target = values.TryGetValue("--output", out var path) ? File.Create(path) : Console.OpenStandardOutput();
    new SensorGenerator(options).WriteTo(target);
    return 0;
}
catch (FormatException error)
{
    await Console.Error.WriteLineAsync($"{error.Message}\n{Usage}").ConfigureAwait(false);
    return 2;
}
