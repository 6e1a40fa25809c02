using System.Diagnostics;
using FlexCore.Actors;
using FlexCore.Benchmarks.Harness;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Benchmarks.Jobs.Actors;

/// <summary>Asks to one plain actor from callers that each wait for one answer at a time.</summary>
public sealed class ActorAskJob : IBenchmarkJob
{
    private const int Outstanding = 64;
    private const int Count = 4_000_000;

    public string Name => "actor-ask-64-outstanding";

    public string Limit => "none; Akka.NET reaches 0.9 to 1.4 M/s";

    public string Unit => "asks/s";

    public Durability Durability => Durability.D0;

    public double? RateReach => 1_000_000;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var system = new ActorSystem(new ActorSystemOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        await using (system.ConfigureAwait(false))
        {
            var actor = system.Start("successor", static () => new Successor(), new ActorOptions());
            var perCaller = context.Amount(Count) / Outstanding;
            var startedAt = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, Outstanding).Select(_ => Task.Run(() => CallAsync(actor, perCaller)))).ConfigureAwait(false);
            return (double)perCaller * Outstanding / Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        }
    }

    private static async Task CallAsync(ActorRef<int, int> actor, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (await actor.AskAsync(i).ConfigureAwait(false) != i + 1)
            {
                throw new InvalidOperationException($"The answer to {i} was wrong.");
            }
        }
    }

    private sealed class Successor : Actor<int, int>
    {
        public override ValueTask<int> ReceiveAsync(int message, ActorContext<int, int> context) => new(message + 1);
    }
}
