using FlexCore.Api.Limits;
using FlexCore.Api.Routing;
using FlexCore.Domain;

namespace FlexCore.Api.Tests.Routing;

public sealed class RateGateTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(15)]
    [InlineData(19)]
    [InlineData(101)]
    [InlineData(12_345)]
    [InlineData(1_000_000)]
    public void A_bucket_fills_at_the_rate_that_was_set(int rate)
    {
        var bucket = RateGate.BucketOf(new ApiOptions { RequestsPerSecond = rate, RequestsBurst = 5 });

        (bucket.TokensPerPeriod / bucket.ReplenishmentPeriod.TotalSeconds).ShouldBe(rate, rate * 1e-4);
        bucket.ReplenishmentPeriod.ShouldBeInRange(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1), "neither a busy timer nor a burst once in a while");
        (bucket.TokenLimit, bucket.QueueLimit).ShouldBe((5, 0));
    }

    [Fact]
    public void A_burst_is_taken_and_then_refused_with_a_time()
    {
        using var gate = new RateGate(new ApiOptions { RequestsPerSecond = 1, RequestsBurst = 4 });
        for (var i = 0; i < 4; i++)
        {
            gate.Enter(SecurityContext.Development).ShouldBeNull();
        }

        var limited = Enumerable.Range(0, 3).Select(_ => gate.Enter(SecurityContext.Development)).First(problem => problem is not null).ShouldNotBeNull();
        (limited.Code, limited.RetryAfterSeconds).ShouldBe(("rate-limited", 1));
    }

    [Fact]
    public void Each_principal_has_a_bucket_of_its_own()
    {
        using var gate = new RateGate(new ApiOptions { RequestsPerSecond = 1, RequestsBurst = 1 });
        foreach (var security in new[] { new SecurityContext(TenantId.Default, "user:a"), new SecurityContext(TenantId.Default, "user:b"), new SecurityContext(new TenantId("other"), "user:a") })
        {
            gate.Enter(security).ShouldBeNull(security.ToString());
        }
    }
}
