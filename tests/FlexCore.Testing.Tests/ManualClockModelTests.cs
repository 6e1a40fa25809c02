using FlexCore.Testing.Time;

namespace FlexCore.Testing.Tests;

/// <summary>The clock against a list that is sorted anew for every step.</summary>
public sealed class ManualClockModelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_timers_fire_as_the_model_says(int seed)
    {
        var random = new Random(seed);
        var clock = new ManualClock();
        var start = clock.GetUtcNow();
        var fired = new List<(int Timer, long At)>();
        var expected = new List<(int Timer, long At)>();
        var model = new Dictionary<int, (long Due, long Period, long Order)>();
        var timers = new List<ITimer>();
        long now = 0, order = 0;
        for (var step = 0; step < 300; step++)
        {
            switch (random.Next(4))
            {
                case 0:
                    var (id, due, period) = (timers.Count, random.Next(50), random.Next(3) == 0 ? random.Next(1, 20) : -1);
                    timers.Add(clock.CreateTimer(_ => fired.Add((id, (clock.GetUtcNow() - start).Ticks)), null, Ticks(due), Ticks(period)));
                    model[id] = (now + due, period, ++order);
                    break;
                case 1 when timers.Count > 0:
                    var stopped = random.Next(timers.Count);
                    timers[stopped].Dispose();
                    model.Remove(stopped);
                    break;
                case 2 when model.Count > 0:
                    var changed = model.Keys.ElementAt(random.Next(model.Count));
                    var delay = random.Next(50);
                    timers[changed].Change(Ticks(delay), Timeout.InfiniteTimeSpan).ShouldBeTrue();
                    model[changed] = (now + delay, -1, ++order);
                    break;
                default:
                    var by = random.Next(40);
                    clock.Advance(TimeSpan.FromTicks(by));
                    now = AdvanceModel(model, now, now + by, expected, ref order);
                    break;
            }

            fired.ShouldBe(expected, $"seed {seed}, step {step}");
            clock.ArmedTimerCount.ShouldBe(model.Count, $"seed {seed}, step {step}");
        }
    }

    private static long AdvanceModel(
        Dictionary<int, (long Due, long Period, long Order)> model, long now, long target, List<(int Timer, long At)> expected, ref long order)
    {
        while (model.Where(pair => pair.Value.Due <= target).OrderBy(pair => pair.Value.Due).ThenBy(pair => pair.Value.Order).ToArray() is [var next, ..])
        {
            now = Math.Max(now, next.Value.Due);
            expected.Add((next.Key, now));
            model.Remove(next.Key);
            if (next.Value.Period > 0)
            {
                model[next.Key] = (now + next.Value.Period, next.Value.Period, ++order);
            }
        }

        return Math.Max(now, target);
    }

    private static TimeSpan Ticks(int ticks) => ticks < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromTicks(ticks);
}
