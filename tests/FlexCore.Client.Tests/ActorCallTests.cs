using System.Net;
using FlexCore.Client.Models;

namespace FlexCore.Client.Tests;

/// <summary>Each call about entities in memory asks for its route and reads everything that the node says.</summary>
public sealed class ActorCallTests : IDisposable
{
    private readonly ClientHarness _harness = new();

    [Fact]
    public async Task Entities_are_listed_as_wanted()
    {
        _harness.Node.Answers(HttpStatusCode.OK, """
            {"total":9,"actors":[{"node":"n1","kind":"pipeline","key":"p","shard":3,"phase":"ready","mailbox":2,"messagesPerSecond":1.5,"messages":7,"restarts":1,"idleSeconds":0.5,"lastFailure":"broken","lastFailureAt":"2026-01-01T00:00:00Z"}],
             "missing":[{"node":"n2","reason":"it is silent"}]}
            """);

        var list = await _harness.Client.Actors.ListAsync(new ActorQuery { Node = "n 1", Kind = "pipeline", Shard = 3, Order = "mailbox", Limit = 5 });

        var actor = list.Actors.ShouldHaveSingleItem();
        (list.Total, actor.Node, actor.Kind, actor.Key, actor.Shard, actor.Phase, actor.Mailbox).ShouldBe((9, "n1", "pipeline", "p", 3, "ready", 2));
        (actor.MessagesPerSecond, actor.Messages, actor.Restarts, actor.IdleSeconds, actor.LastFailure).ShouldBe((1.5, 7L, 1, 0.5, "broken"));
        list.Missing.ShouldBe([new MissingNode("n2", "it is silent")]);
        Asked().ShouldBe("GET /api/v1/actors?node=n%201&kind=pipeline&shard=3&order=mailbox&limit=5");
    }

    [Fact]
    public async Task The_hierarchy_is_read_with_and_without_shards()
    {
        const string Tree = """{"nodes":[{"node":"n1","kinds":[{"kind":"pipeline","entities":2,"mailbox":1,"messagesPerSecond":0.5,"stranded":1,"shards":[{"shard":3,"entities":2}]}]}],"missing":[]}""";
        _harness.Node.Answers(HttpStatusCode.OK, Tree).Answers(HttpStatusCode.OK, Tree).Answers(HttpStatusCode.OK, Tree);

        var kind = (await _harness.Client.Actors.HierarchyAsync()).Nodes.ShouldHaveSingleItem().Kinds.ShouldHaveSingleItem();
        await _harness.Client.Actors.HierarchyAsync("n1");
        await _harness.Client.Actors.ShardsAsync("n1");

        (kind.Kind, kind.Entities, kind.Mailbox, kind.Stranded, kind.Shards.ShouldNotBeNull().ShouldHaveSingleItem()).ShouldBe(("pipeline", 2, 1L, 1, new ActorShard(3, 2)));
        _harness.Node.Seen.Select(request => request.Path).ShouldBe(["/api/v1/actors/hierarchy", "/api/v1/actors/hierarchy?node=n1", "/api/v1/actors/hierarchy?shards=true&node=n1"]);
    }

    [Fact]
    public async Task One_entity_is_inspected()
    {
        _harness.Node.Answers(HttpStatusCode.OK, """{"entity":"default/pipeline/p","node":"n1","shard":3,"epoch":4,"version":5,"state":{"status":"Running"},"stateBytes":20,"timer":"wake","timerDue":"2026-01-01T00:00:00Z"}""");

        var detail = await _harness.Client.Actors.InspectAsync("pipeline", "job:a b");

        (detail.Entity, detail.Version, detail.Epoch, detail.Timer, detail.StateBytes).ShouldBe(("default/pipeline/p", 5L, 4L, "wake", 20));
        detail.State.ShouldNotBeNull().GetProperty("status").GetString().ShouldBe("Running");
        detail.Actor.ShouldBeNull();
        Asked().ShouldBe("GET /api/v1/actors/pipeline/job%3Aa%20b");
        await Should.ThrowAsync<ArgumentException>(() => _harness.Client.Actors.InspectAsync("", "k"));
        await Should.ThrowAsync<ArgumentException>(() => _harness.Client.Actors.InspectAsync("k", ""));
    }

    public void Dispose() => _harness.Dispose();

    private string Asked()
    {
        var seen = _harness.Node.Seen.ShouldHaveSingleItem();
        return $"{seen.Method} {seen.Path}";
    }
}
