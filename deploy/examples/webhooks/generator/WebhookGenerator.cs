using System.Globalization;
using System.Text;
using FlexCore.Examples.AccessLog;

namespace FlexCore.Examples.Webhooks;

/// <summary>Writes the deliveries of several providers in the order in which they arrive, one JSON object on each line.</summary>
/// <param name="options">What they look like.</param>
public sealed class WebhookGenerator(WebhookOptions options)
{
    private const int RetryFirst = 30_000;
    private const int RetriesMax = 4;

    /// <summary>Writes all deliveries.</summary>
    /// <param name="target">The stream to write to.</param>
    public void WriteTo(Stream target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var arrivals = new List<(long Time, int Number, string Line)>();
        var time = options.Start.ToUnixTimeMilliseconds();
        for (var i = 0; i < options.Deliveries; i++)
        {
            // Each delivery has its own numbers, so that one more does not change the others.
            var random = new SplitMix((options.Seed * 1_000_000_007) + (ulong)i);
            time += random.Below(4_000);
            Send(i, time, random, arrivals);
        }

        arrivals.Sort(static (left, right) => (left.Time, left.Number).CompareTo((right.Time, right.Number)));
        foreach (var (_, _, line) in arrivals)
        {
            target.Write(Encoding.UTF8.GetBytes(line));
        }
    }

    private void Send(int number, long created, SplitMix random, List<(long Time, int Number, string Line)> arrivals)
    {
        var provider = Provider.Choose(random);
        var (kind, data) = provider.Event(random);
        var delivery = string.Create(CultureInfo.InvariantCulture, $"{provider.Prefix}-{options.Seed}-{number:D6}");
        var fields = new DeliveryFields(provider.Name, delivery, kind, created, data);
        if (random.Chance(options.BrokenPerMillion))
        {
            arrivals.Add((created + 50, arrivals.Count, fields.ToBrokenLine(random.Below(DeliveryFields.BrokenKinds))));
            return;
        }

        var arrival = created + 20 + random.Below(800);
        arrivals.Add((arrival, arrivals.Count, fields.ToLine(1)));
        if (random.Chance(options.DoubledPerMillion))
        {
            arrivals.Add((arrival + 10 + random.Below(3_000), arrivals.Count, fields.ToLine(1)));
        }

        if (random.Chance(options.RetriedPerMillion))
        {
            var pause = RetryFirst;
            var last = 2 + random.Below(RetriesMax);
            for (var attempt = 2; attempt <= last; attempt++, pause *= 3)
            {
                arrival += pause + random.Below(2_000);
                arrivals.Add((arrival, arrivals.Count, fields.ToLine(attempt)));
            }
        }
    }
}
