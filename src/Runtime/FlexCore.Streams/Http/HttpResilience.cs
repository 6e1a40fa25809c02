using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace FlexCore.Streams.Http;

/// <summary>How HTTP requests are repeated and given up.</summary>
internal static class HttpResilience
{
    /// <summary>How long a target is left alone after it has failed too often.</summary>
    public static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(15);

    /// <summary>The failed tries within <see cref="SamplingDuration"/> from which a target is left alone, when nearly all tries failed.</summary>
    public const int BreakAfter = 10;

    /// <summary>Over which time failed tries are counted.</summary>
    public static readonly TimeSpan SamplingDuration = TimeSpan.FromMinutes(1);

    private const double BreakRatio = 0.9;

    /// <summary>Repetition around the breaker around the time-out of each try.</summary>
    /// <param name="settings">The bounds.</param>
    /// <param name="clock">Measures and waits.</param>
    /// <param name="breaker">The breaker, if any.</param>
    public static ResiliencePipeline<HttpAnswer> Calls(HttpCallSettings settings, TimeProvider clock, ResiliencePipeline<HttpAnswer>? breaker)
    {
        var builder = new ResiliencePipelineBuilder<HttpAnswer> { TimeProvider = clock };
        if (settings.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<HttpAnswer>
            {
                MaxRetryAttempts = settings.Retries,
                Delay = HttpCallSettings.FirstDelay,
                MaxDelay = HttpCallSettings.LongestDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = static arguments => ValueTask.FromResult(IsFailure(arguments.Outcome)),
                DelayGenerator = arguments => ValueTask.FromResult(AskedDelay(arguments.Outcome.Result, clock)),
            });
        }

        if (breaker is not null)
        {
            builder.AddPipeline(breaker);
        }

        return builder.AddTimeout(new TimeoutStrategyOptions { Timeout = settings.Timeout }).Build();
    }

    /// <summary>A breaker for one target.</summary>
    /// <param name="clock">Measures.</param>
    public static ResiliencePipeline<HttpAnswer> Breaker(TimeProvider clock) => new ResiliencePipelineBuilder<HttpAnswer> { TimeProvider = clock }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpAnswer>
        {
            FailureRatio = BreakRatio,
            MinimumThroughput = BreakAfter,
            SamplingDuration = SamplingDuration,
            BreakDuration = BreakDuration,
            ShouldHandle = static arguments => ValueTask.FromResult(IsFailure(arguments.Outcome)),
        })
        .Build();

    private static bool IsFailure(Outcome<HttpAnswer> outcome) =>
        outcome.Exception is HttpRequestException or IOException or TimeoutRejectedException || outcome.Result is { IsTransient: true };

    private static TimeSpan? AskedDelay(HttpAnswer? answer, TimeProvider clock) =>
        answer?.RetryAfter(clock.GetUtcNow()) is { } asked ? (asked < HttpCallSettings.LongestRetryAfter ? asked : HttpCallSettings.LongestRetryAfter) : null;
}
