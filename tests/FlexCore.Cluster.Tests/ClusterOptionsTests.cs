namespace FlexCore.Cluster.Tests;

public sealed class ClusterOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => new ClusterOptions().Validate();

    [Fact]
    public void A_node_serves_two_thirds_of_the_member_ttl_without_a_heartbeat() =>
        new ClusterOptions { MemberTtl = TimeSpan.FromSeconds(9) }.ServeFor.ShouldBe(TimeSpan.FromSeconds(6));

    [Theory]
    [InlineData("flexcore.cluster.heartbeat-interval")]
    [InlineData("flexcore.cluster.member-ttl")]
    [InlineData("flexcore.cluster.database-timeout")]
    [InlineData("flexcore.cluster.probe-interval")]
    [InlineData("flexcore.cluster.probe-timeout")]
    [InlineData("flexcore.cluster.vote-ttl")]
    [InlineData("flexcore.cluster.lease-ttl")]
    [InlineData("flexcore.cluster.drain-timeout")]
    [InlineData("flexcore.cluster.leave-timeout")]
    [InlineData("flexcore.cluster.restart-delay")]
    [InlineData("flexcore.cluster.down-retention")]
    [InlineData("flexcore.cluster.probes-missed")]
    [InlineData("flexcore.cluster.probe-targets")]
    [InlineData("flexcore.cluster.votes")]
    [InlineData("flexcore.cluster.moves-max")]
    [InlineData("flexcore.cluster.starts-max")]
    public void A_value_outside_its_range_is_refused_by_key(string key)
    {
        var name = string.Concat(key["flexcore.cluster.".Length..].Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
        var property = typeof(ClusterOptions).GetProperty(name) ?? throw new InvalidOperationException($"no property {name}");

        foreach (var sign in new[] { -1, 1 })
        {
            var options = new ClusterOptions();
            property.SetValue(options, property.PropertyType == typeof(int) ? sign * 1_000_000 : TimeSpan.FromDays(sign * 1_000));
            var error = Should.Throw<ClusterOptionsException>(options.Validate);
            error.Key.ShouldBeOneOf(key, "flexcore.cluster.member-ttl", "flexcore.cluster.probe-targets", "flexcore.cluster.vote-ttl");
            error.Message.ShouldContain("Set it to a value from");
        }
    }

    [Fact]
    public void A_member_ttl_below_four_heartbeats_is_refused() =>
        Should.Throw<ClusterOptionsException>(new ClusterOptions { MemberTtl = TimeSpan.FromSeconds(7) }.Validate).Key.ShouldBe("flexcore.cluster.member-ttl");

    [Fact]
    public void Fewer_targets_than_votes_are_refused_because_nobody_could_be_voted_down() =>
        Should.Throw<ClusterOptionsException>(new ClusterOptions { ProbeTargets = 1 }.Validate).Key.ShouldBe("flexcore.cluster.probe-targets");

    [Theory]
    [InlineData("node 1")]
    [InlineData("node@1")]
    [InlineData("a/b")]
    public void A_name_with_other_characters_is_refused(string name) =>
        Should.Throw<ClusterOptionsException>(new ClusterOptions { NodeName = name }.Validate).Value.ShouldBe($"'{name}'");

    [Fact]
    public void Roles_are_names_separated_by_commas()
    {
        new ClusterOptions { Roles = " entities, streams ,," }.RoleList.ShouldBe(["entities", "streams"]);
        Should.Throw<ClusterOptionsException>(new ClusterOptions { Roles = "entities streams" }.Validate).Value.ShouldBe("'entities streams'");
    }
}
