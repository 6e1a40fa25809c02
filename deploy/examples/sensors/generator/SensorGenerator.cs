using FlexCore.Examples.AccessLog;

namespace FlexCore.Examples.Sensors;

/// <summary>Writes the readings of a small factory in the order in which a gateway received them: a little late, some twice, a few broken.</summary>
/// <param name="options">What they look like.</param>
public sealed class SensorGenerator(SensorOptions options)
{
    /// <summary>The longest time between a measurement and its arrival: consumers need that much lateness.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(9);

    private static readonly string[] Kinds = ["press", "mill", "pump", "lathe", "oven"];

    /// <summary>Writes all readings.</summary>
    /// <param name="target">The stream to write to.</param>
    public void WriteTo(Stream target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var start = options.Start.ToUnixTimeMilliseconds();
        var end = start + (long)options.Span.TotalMilliseconds;
        var arrivals = new List<(long Time, int Number, byte[] Line)>();
        for (var i = 0; i < options.Machines; i++)
        {
            // Each machine has its own numbers, so that one more machine does not change the others.
            var random = new SplitMix((options.Seed * 1_000) + (ulong)i);
            foreach (var reading in new Machine($"{Kinds[i % Kinds.Length]}-{(i / Kinds.Length) + 1}", random).Run(start, end))
            {
                Deliver(reading, random, arrivals);
            }
        }

        arrivals.Sort(static (left, right) => (left.Time, left.Number).CompareTo((right.Time, right.Number)));
        foreach (var (_, _, line) in arrivals)
        {
            target.Write(line);
        }
    }

    private void Deliver(Reading reading, SplitMix random, List<(long Time, int Number, byte[] Line)> arrivals)
    {
        var delay = random.Chance(30_000) ? 1_000 + random.Below(4_000) : 20 + random.Below(700);
        var line = reading.ToLine();
        var isBroken = random.Chance(options.BrokenPerMillion);
        arrivals.Add((reading.Time + delay, arrivals.Count, isBroken ? [.. line[..(line.Length / 2)], (byte)'\n'] : line));
        if (!isBroken && random.Chance(options.RepeatedPerMillion))
        {
            arrivals.Add((reading.Time + delay + 500 + random.Below(3_000), arrivals.Count, line));
        }
    }
}
