using System.Threading.RateLimiting;
using FlexCore.Api.Limits;
using FlexCore.Api.Problems;
using FlexCore.Domain;

namespace FlexCore.Api.Routing;

/// <summary>Bounds how fast one principal of one tenant may ask. Thread-safe; owned by the API for the life of the host.</summary>
internal sealed class RateGate : IDisposable
{
    private readonly PartitionedRateLimiter<SecurityContext>? _limiter;

    /// <summary>Creates the gate.</summary>
    /// <param name="options">Rate and burst; a rate of 0 leaves the gate open.</param>
    public RateGate(ApiOptions options)
    {
        if (options.RequestsPerSecond == 0)
        {
            return;
        }

        var bucket = BucketOf(options);
        _limiter = PartitionedRateLimiter.Create<SecurityContext, SecurityContext>(security => RateLimitPartition.GetTokenBucketLimiter(security, _ => bucket));
    }

    /// <summary>Takes one request's token.</summary>
    /// <param name="security">Who asks.</param>
    /// <returns>The refusal, or <see langword="null"/>.</returns>
    public Problem? Enter(SecurityContext security)
    {
        if (_limiter is null)
        {
            return null;
        }

        using var lease = _limiter.AttemptAcquire(security);
        if (lease.IsAcquired)
        {
            return null;
        }

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        return new Problem(ProblemCodes.RateLimited, $"More requests came than flexcore.api.requests-per-second allows. Try again in {seconds} s.") { RetryAfterSeconds = seconds };
    }

    /// <summary>A bucket that fills at exactly the rate: about ten times a second, or with single tokens where the rate is lower.</summary>
    /// <param name="options">The rate and the burst.</param>
    internal static TokenBucketRateLimiterOptions BucketOf(ApiOptions options)
    {
        var tokens = (options.RequestsPerSecond + 9) / 10;
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.RequestsBurst,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)tokens / options.RequestsPerSecond),
            QueueLimit = 0,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter?.Dispose();
}
