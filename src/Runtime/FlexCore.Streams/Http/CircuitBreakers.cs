using Polly;

namespace FlexCore.Streams.Http;

/// <summary>The breakers of a graph's targets. They outlive the attempts of a run, so that restarts do not hammer a target that is down. Thread-safe.</summary>
internal sealed class CircuitBreakers
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Target, TimeProvider Clock), ResiliencePipeline<HttpAnswer>> _breakers = [];

    /// <summary>The breaker of a target.</summary>
    /// <param name="target">The target.</param>
    /// <param name="clock">Measures.</param>
    public ResiliencePipeline<HttpAnswer> Of(string target, TimeProvider clock)
    {
        lock (_gate)
        {
            if (!_breakers.TryGetValue((target, clock), out var breaker))
            {
                _breakers[(target, clock)] = breaker = HttpResilience.Breaker(clock);
            }

            return breaker;
        }
    }
}
