using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests.Faults;

/// <summary>I1 to I4, I7 and I9 to I11 for three nodes that take shards from each other. The seed is in every failure.</summary>
[NeedsPostgres]
public sealed class NodesModelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Nodes_that_take_shards_from_each_other_behave_like_the_model(int seed)
    {
        var server = await SharedPostgres.Server;
        var options = StoreFixture.Options(server, SharedPostgres.NewSchema());
        await using (var model = await NodesModel.StartAsync(options, seed))
        {
            await model.RunAsync(steps: 120);
        }

        await server.ExecuteAsync($"DROP SCHEMA {options.Schema} CASCADE");
    }
}
