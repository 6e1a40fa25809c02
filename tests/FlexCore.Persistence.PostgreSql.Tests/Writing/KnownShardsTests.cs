using FlexCore.Persistence.PostgreSql.Writing;

namespace FlexCore.Persistence.PostgreSql.Tests.Writing;

public sealed class KnownShardsTests
{
    private readonly KnownShards _known = new();

    [Fact]
    public void A_shard_is_known_until_it_is_forgotten()
    {
        _known.Learn(3, new ShardState(1, 7));
        _known.TryGet(3, out var state).ShouldBeTrue();
        state.ShouldNotBeNull().Offset.ShouldBe(7);
        _known.ForgetAll();
        _known.TryGet(3, out _).ShouldBeFalse();
    }

    [Fact]
    public void Beyond_the_bound_all_versions_are_forgotten_and_the_shards_stay()
    {
        var state = new ShardState(1, 7);
        _known.Learn(0, state);
        for (var number = 0; number < KnownShards.HeadCountMax; number++)
        {
            state.Learn(StoreFixture.Stream(number), 1);
        }

        _known.Trim();
        state.HeadCount.ShouldBe(KnownShards.HeadCountMax);
        state.Learn(StoreFixture.Stream(KnownShards.HeadCountMax), 1);
        _known.Trim();
        state.HeadCount.ShouldBe(0);
        (_known[0].Epoch, _known[0].Offset).ShouldBe((1L, 7L));
    }
}
