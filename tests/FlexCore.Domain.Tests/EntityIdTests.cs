namespace FlexCore.Domain.Tests;

public sealed class EntityIdTests
{
    [Fact]
    public void An_identity_names_its_stream()
    {
        var id = new EntityId(new TenantId("acme"), "pipeline", "Orders:2026");

        id.StreamId.ShouldBe("acme/pipeline/Orders:2026");
        id.ToString().ShouldBe(id.StreamId);
        EntityId.Parse(id.StreamId).ShouldBe(id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("acme")]
    [InlineData("acme/pipeline")]
    [InlineData("acme/pipeline/a/b")]
    [InlineData("/pipeline/a")]
    [InlineData("acme//a")]
    [InlineData("acme/pipeline/")]
    [InlineData("Acme/pipeline/a")]
    [InlineData("acme/Pipeline/a")]
    [InlineData("acme/pipeline/-a")]
    [InlineData("acme/pipeline/a b")]
    [InlineData("acme/pipeline/ä")]
    [InlineData("acme/pipe:line/a")]
    public void A_malformed_stream_id_is_refused(string text)
    {
        Should.Throw<InvalidIdentifierException>(() => EntityId.Parse(text));
    }

    [Fact]
    public void Names_may_fill_their_limits_and_not_pass_them()
    {
        EntityId Create(int tenant, int kind, int key) => new(new TenantId(new string('t', tenant)), new string('k', kind), new string('K', key));

        Create(64, 64, 200).StreamId.Length.ShouldBe(64 + 64 + 200 + 2);
        Should.Throw<InvalidIdentifierException>(() => Create(65, 64, 200)).Field.ShouldBe("tenant");
        Should.Throw<InvalidIdentifierException>(() => Create(64, 65, 200)).Field.ShouldBe("kind");
        Should.Throw<InvalidIdentifierException>(() => Create(64, 64, 201)).Field.ShouldBe("key");
    }

    [Fact]
    public void An_error_names_the_field_the_value_and_the_place()
    {
        var error = Should.Throw<InvalidIdentifierException>(() => new EntityId(TenantId.Default, "pipeline", "ab/c"));

        error.Field.ShouldBe("key");
        error.Value.ShouldBe("ab/c");
        error.Message.ShouldContain("position 3");
    }

    [Theory]
    [InlineData("default/pipeline/a", 7623620670646063751UL)]
    [InlineData("default/pipeline/b", 9101911787144716581UL)]
    [InlineData("acme/data-stream/Orders:2026", 6269850860010145993UL)]
    public void The_hash_never_changes_because_shards_depend_on_it(string streamId, ulong hash)
    {
        EntityId.Parse(streamId).StableHash.ShouldBe(hash);
    }

    [Fact]
    public void Similar_keys_spread_evenly_over_the_shards()
    {
        const int Shards = 256;
        const int Keys = 25_600;
        var counts = new int[Shards];
        for (var i = 0; i < Keys; i++)
        {
            counts[new EntityId(TenantId.Default, "order", $"order-{i:000000}").ShardOf(Shards)]++;
        }

        // 100 expected per shard; five standard deviations of a fair spread are 50.
        counts.ShouldAllBe(count => count > 50 && count < 150);
    }

    [Fact]
    public void Equality_is_by_all_three_parts()
    {
        var id = new EntityId(new TenantId("acme"), "pipeline", "a");

        id.Equals(new EntityId(new TenantId("acme"), "pipeline", "a")).ShouldBeTrue();
        id.GetHashCode().ShouldBe(new EntityId(new TenantId("acme"), "pipeline", "a").GetHashCode());
        id.Equals(new EntityId(new TenantId("other"), "pipeline", "a")).ShouldBeFalse();
        id.Equals(new EntityId(new TenantId("acme"), "stream", "a")).ShouldBeFalse();
        id.Equals(new EntityId(new TenantId("acme"), "pipeline", "A")).ShouldBeFalse();
        id.Equals((object)"acme/pipeline/a").ShouldBeFalse();
        id.Equals((EntityId?)null).ShouldBeFalse();
    }
}
