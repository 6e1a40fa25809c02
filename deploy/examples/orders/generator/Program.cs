using System.Globalization;
using FlexCore.Examples.Orders;

const string Usage = "usage: order-generator [--orders N] [--seed N] [--start ISO-TIME] [--output FILE]";

var values = new Dictionary<string, string>(StringComparer.Ordinal);
for (var i = 0; i < args.Length; i += 2)
{
    if (i + 1 == args.Length || args[i] is not ("--orders" or "--seed" or "--start" or "--output"))
    {
        await Console.Error.WriteLineAsync($"'{args[i]}' is not an option, or its value is missing.\n{Usage}").ConfigureAwait(false);
        return 2;
    }

    values[args[i]] = args[i + 1];
}

try
{
    var defaults = new OrderOptions();
    var culture = CultureInfo.InvariantCulture;
    var options = new OrderOptions
    {
        Orders = values.TryGetValue("--orders", out var orders) ? int.Parse(orders, culture) : defaults.Orders,
        Seed = values.TryGetValue("--seed", out var seed) ? ulong.Parse(seed, culture) : defaults.Seed,
        Start = values.TryGetValue("--start", out var start) ? DateTimeOffset.Parse(start, culture, DateTimeStyles.AssumeUniversal) : defaults.Start,
    };
    await using var target = values.TryGetValue("--output", out var path) ? File.Create(path) : Console.OpenStandardOutput();
    new OrderGenerator(options).WriteTo(target);
    return 0;
}
catch (FormatException error)
{
    await Console.Error.WriteLineAsync($"{error.Message}\n{Usage}").ConfigureAwait(false);
    return 2;
}
