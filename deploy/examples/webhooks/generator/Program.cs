using System.Globalization;
using FlexCore.Examples.Webhooks;

const string Usage = "usage: webhook-generator [--deliveries N] [--seed N] [--start ISO-TIME] [--output FILE]";

var values = new Dictionary<string, string>(StringComparer.Ordinal);
for (var i = 0; i < args.Length; i += 2)
{
    if (i + 1 == args.Length || args[i] is not ("--deliveries" or "--seed" or "--start" or "--output"))
    {
        await Console.Error.WriteLineAsync($"'{args[i]}' is not an option, or its value is missing.\n{Usage}").ConfigureAwait(false);
        return 2;
    }

    values[args[i]] = args[i + 1];
}

try
{
    var defaults = new WebhookOptions();
    var culture = CultureInfo.InvariantCulture;
    var options = new WebhookOptions
    {
        Deliveries = values.TryGetValue("--deliveries", out var deliveries) ? int.Parse(deliveries, culture) : defaults.Deliveries,
        Seed = values.TryGetValue("--seed", out var seed) ? ulong.Parse(seed, culture) : defaults.Seed,
        Start = values.TryGetValue("--start", out var start) ? DateTimeOffset.Parse(start, culture, DateTimeStyles.AssumeUniversal) : defaults.Start,
    };
    await using var target = values.TryGetValue("--output", out var path) ? File.Create(path) : Console.OpenStandardOutput();
    new WebhookGenerator(options).WriteTo(target);
    return 0;
}
catch (FormatException error)
{
    await Console.Error.WriteLineAsync($"{error.Message}\n{Usage}").ConfigureAwait(false);
    return 2;
}
