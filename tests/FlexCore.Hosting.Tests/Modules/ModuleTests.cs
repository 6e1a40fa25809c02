using System.Text;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Messaging;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines.Messages;
using FlexCore.Hosting.Modules;
using FlexCore.Hosting.Tests.Streams;

namespace FlexCore.Hosting.Tests.Modules;

/// <summary>A module in a real node, on a store that outlives it.</summary>
public sealed class ModuleTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_module_handles_commands_and_queries_with_services_of_its_own()
    {
        await using var node = await StartAsync();
        var answer = await node.Get<ICommandBus>().SendAsync(NodeHost.Call, new PutBooks("a", 3));

        answer.Required.ShouldBe(new ShelfView("a", 1, "local:developer"));
        (await node.Get<IQueryBus>().AskAsync(NodeHost.Call, new GetShelf("a"))).Required.Books.ShouldBe(3);
        node.Get<BookCount>().Books.ShouldBe(3, "the subscriber was told");
        answer.Token.Offsets.ShouldHaveSingleItem().Value.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_has_no_second_effect_after_a_restart()
    {
        var call = NodeHost.Call with { IdempotencyKey = "order-17" };
        CommandAnswer<ShelfView> first;
        await using (var node = await StartAsync())
        {
            first = await node.Get<ICommandBus>().SendAsync(call, new PutBooks("a", 3));
        }

        await using var again = await StartAsync();
        var second = await again.Get<ICommandBus>().SendAsync(call, new PutBooks("a", 3));

        (second.Required, second.Token).ShouldBe((first.Required, first.Token));
        second.Effects.ShouldHaveSingleItem().IsReplay.ShouldBeTrue();
        (await again.Get<IQueryBus>().AskAsync(NodeHost.Call, new GetShelf("a"))).Required.Books.ShouldBe(3);
        (await again.Get<ICommandBus>().SendAsync(call, new PutBooks("a", 4))).Refusal.ShouldNotBeNull().Code.ShouldBe("idempotency-key-reused");
    }

    [Fact]
    public async Task A_service_is_replaced_for_a_test_by_an_instance_or_a_class()
    {
        await using (var node = await StartAsync(flexcore => flexcore.Override<IBookPrices>(new Prices(1))))
        {
            (await node.Get<ICommandBus>().SendAsync(NodeHost.Call, new PutBooks("a", 3))).Refusal.ShouldNotBeNull().Message.ShouldContain("at most 1");
        }

        await using var other = await StartAsync(flexcore => flexcore.Override<ICommandHandler<PutBooks, ShelfView>, Refusing>());
        (await other.Get<ICommandBus>().SendAsync(NodeHost.Call, "shelves.put", "{\"shelf\":\"a\",\"books\":3}"u8.ToArray())).Refusal.ShouldNotBeNull().Code.ShouldBe("closed");
    }

    [Fact]
    public async Task Who_may_send_what_is_replaced_like_any_service()
    {
        await using var node = await StartAsync(flexcore => flexcore.Override<IMessageAccess>(new Nobody()));

        (await node.Get<ICommandBus>().SendAsync(NodeHost.Call, new PutBooks("a", 3))).Refusal.ShouldNotBeNull().Code.ShouldBe("not-permitted");
        (await node.Get<IQueryBus>().AskAsync(NodeHost.Call, new GetShelf("a"))).Refusal.ShouldNotBeNull().Code.ShouldBe("not-permitted");
    }

    [Fact]
    public async Task Pipelines_are_managed_over_the_buses_of_every_node()
    {
        await File.WriteAllTextAsync(_folder.File("in.ndjson"), "{\"a\":1}\n");
        await using var node = await StartAsync();
        var bus = node.Get<ICommandBus>();
        var created = await bus.SendAsync(NodeHost.Call, new NewPipeline(SampleDocuments.Copy("p", output: "out.ndjson")));
        created.Required.Status.ShouldBe("draft");
        created.Effects.ShouldHaveSingleItem().Entity.StreamId.ShouldBe("default/pipeline/p");
        var activated = await bus.SendAsync(NodeHost.Call with { IdempotencyKey = "go" }, new ActivatePipeline("p"));

        activated.Refusal.ShouldBeNull();
        activated.Token.IsPassedBy(await node.Get<Application.Feed.IEventFeed>().ReadEndAsync()).ShouldBeTrue();
        (await node.Get<IQueryBus>().AskAsync(NodeHost.Call, new ListPipelines(Filter: "p"))).Required.Total.ShouldBe(1);
        var events = (await node.Get<IEventStore>().ReadAsync(NodeHost.Call.Security, new EventRead("p") { Kind = "pipeline" })).Events;
        events.Count(happened => happened.CausationId == "go").ShouldBeGreaterThan(0, "what the use case did names the command");
        await node.WhenAsync("p", "completed");
    }

    [Theory]
    [InlineData("pipelines.create", "{\"document\":\"name: p\\nsource: 7\"}", "draft")]
    [InlineData("pipelines.activate", "{\"pipeline\":\"nothing\"}", "pipeline-not-found")]
    [InlineData("pipelines.activate", "{}", "bad-field")]
    [InlineData("pipelines.update", "{\"pipeline\":\"p\"}", "bad-field")]
    [InlineData("pipelines.start", "{}", "unknown-command")]
    public async Task Pipelines_by_name_answer_like_their_routes(string command, string body, string outcome)
    {
        await using var node = await StartAsync();
        var answer = await node.Get<ICommandBus>().SendAsync(NodeHost.Call, command, Encoding.UTF8.GetBytes(body));

        (answer.Refusal?.Code ?? Encoding.UTF8.GetString(answer.Required.Utf8.Span)).ShouldContain(outcome);
    }

    private Task<NodeHost> StartAsync(Action<FlexCoreBuilder>? configure = null) => NodeHost.StartAsync(_folder, flexcore =>
    {
        flexcore.AddModule<ShelvesModule>();
        configure?.Invoke(flexcore);
    });

    private sealed class Prices(int most) : IBookPrices
    {
        public int MostBooks => most;
    }

    private sealed class Refusing : ICommandHandler<PutBooks, ShelfView>
    {
        public Task<NodeReply<ShelfView>> HandleAsync(PutBooks command, CommandTransaction transaction, CancellationToken cancellationToken) =>
            Task.FromResult<NodeReply<ShelfView>>(new Domain.Refusal("closed", "The shelves are closed. Come tomorrow."));
    }

    private sealed class Nobody : IMessageAccess
    {
        public Domain.Refusal? Check(Domain.SecurityContext security, MessageDescription message) => new("not-permitted", "Nobody may.");
    }
}
