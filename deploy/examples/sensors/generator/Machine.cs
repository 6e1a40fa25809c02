using FlexCore.Examples.AccessLog;

namespace FlexCore.Examples.Sensors;

/// <summary>One machine: it stands still and runs in turns, warms up while it runs, and now and then overheats. Its sensor reports only while it runs.</summary>
internal sealed class Machine(string name, SplitMix random)
{
    private const double Ambient = 22;
    private const double WarmUp = 0.006;
    private const int Interval = 5_000;

    private double _temperature = Ambient;

    /// <summary>The readings of the machine in the order of their time.</summary>
    /// <param name="start">The first possible time, in ms since the epoch.</param>
    /// <param name="end">The time at which the readings end.</param>
    public IEnumerable<Reading> Run(long start, long end)
    {
        var time = start + Seconds(5, 240);
        while (time < end)
        {
            var stop = time + Seconds(180, 900);
            var target = 40 + random.Below(12);
            var faultAt = random.Below(4) == 0 ? time + Seconds(60, 400) : long.MaxValue;
            var faultEnd = faultAt == long.MaxValue ? faultAt : faultAt + Seconds(80, 300);
            for (; time < stop && time < end; time += Interval + random.Below(200))
            {
                var isFaulty = time >= faultAt && time < faultEnd;
                _temperature += isFaulty ? 0.9 + (random.Below(4) / 10.0) : (target - _temperature) * WarmUp;
                yield return new Reading(name, time, Math.Round(_temperature + ((random.Below(21) - 10) / 100.0), 1), Math.Round((isFaulty ? 1.2 : 0.3) + (random.Below(30) / 100.0), 2));
            }

            var pause = Seconds(90, 420);
            time += pause;
            _temperature = Ambient + ((_temperature - Ambient) * Math.Max(0, 1 - (pause / 600_000.0)));
        }
    }

    private long Seconds(int least, int most) => (least + random.Below(most - least)) * 1_000L;
}
