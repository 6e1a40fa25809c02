using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Cluster.Regions;
using FlexCore.Cluster.Transport;
using FlexCore.Conformance.Entities;
using FlexCore.Domain;
using FlexCore.Testing.Storage;

namespace FlexCore.Cluster.Tests.Regions;

/// <summary>What a command says and what its entity answers is the same on both ends.</summary>
public sealed class FaithfulTransportTests
{
    [Fact]
    public async Task The_whole_context_reaches_the_journal_of_the_owner()
    {
        await using var cluster = await OpenAsync();
        var context = new CommandContext(
            new SecurityContext(Ledgers.Security.Tenant, "user:jürgen"), new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.FromMinutes(330)), "chain-ß")
        {
            CausationId = "cause-7",
            IdempotencyKey = "key-7",
            TraceParent = new TraceParent(5, 6, 1),
        };

        await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(context, 1));

        var stored = await FirstAsync(cluster, "a");
        stored.Metadata.ShouldBe(new EventMetadata(context.Time, "user:jürgen", "chain-ß", "cause-7", "key-7") { TraceParent = context.TraceParent });
        stored.Metadata.Time.Offset.ShouldBe(context.Time.Offset);
    }

    [Fact]
    public async Task A_command_of_a_traced_activity_carries_its_span()
    {
        await using var cluster = await OpenAsync();
        using var activity = new System.Diagnostics.Activity("test").SetIdFormat(System.Diagnostics.ActivityIdFormat.W3C);
        activity.ActivityTraceFlags = System.Diagnostics.ActivityTraceFlags.Recorded;
        activity.IsAllDataRequested = true;
        activity.Start();

        await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1));

        (await FirstAsync(cluster, "a")).Metadata.TraceParent.ShouldNotBeNull().ToString().ShouldContain(activity.TraceId.ToHexString());
    }

    [Fact]
    public async Task A_refusal_has_its_code_and_message_and_a_repeated_answer_says_so()
    {
        await using var cluster = await OpenAsync();
        var refused = await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("k"), 1, -5));
        var again = await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("k"), 1, -5));

        refused.Refusal.ShouldBe(new Refusal("overdrawn", "The balance is 0."));
        again.ShouldBe(refused with { IsReplay = true });
    }

    [Fact]
    public async Task A_failure_says_the_same_here_as_on_the_owner()
    {
        await using var cluster = await OpenAsync();
        var there = await Should.ThrowAsync<EntityFailedException>(async () => await cluster.B.Region.AskAsync(Ledgers.Id("a"), new Explode(Ledgers.Context())));
        var here = await Should.ThrowAsync<EntityFailedException>(async () => await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Explode(Ledgers.Context())));

        here.Message.ShouldBe(there.Message);
        here.Id.ShouldBe(there.Id);
        var inner = here.InnerException.ShouldBeOfType<RemoteFaultException>();
        inner.FaultType.ShouldBe("System.NotSupportedException");
        inner.Message.ShouldBe(there.InnerException.ShouldNotBeNull().Message);
    }

    [Fact]
    public async Task A_command_that_the_owner_does_not_know_is_refused()
    {
        await using var cluster = await OpenAsync();
        var member = cluster.B.Member;
        var frame = cluster.A.Transport.Begin(ServiceNumber.Regions);
        Cluster.Regions.Wire.RequestHead.Write(frame, Ledgers.Id("a"), isCommand: true, round: 1);
        Cluster.Regions.Wire.ContextCodec.Write(frame, Ledgers.Context(), null);
        frame.Text("ledger.enter");
        frame.Varint(99);

        var answer = await cluster.A.Transport.AskAsync(member, frame, TimeSpan.FromSeconds(60), CancellationToken.None);

        System.Text.Encoding.UTF8.GetString(answer.Span).ShouldContain("unknown-command");
        (await cluster.A.Region.ReadAsync(Ledgers.Id("a"))).Version.ShouldBe(0);
    }

    [Fact]
    public async Task A_kind_that_the_owner_does_not_serve_is_named()
    {
        await using var cluster = await OpenAsync();
        var frame = cluster.A.Transport.Begin(ServiceNumber.Regions);
        Cluster.Regions.Wire.RequestHead.Write(frame, new EntityId(Ledgers.Security.Tenant, "stranger", "a"), isCommand: false, round: 1);

        (await Should.ThrowAsync<TransportException>(
            async () => await cluster.A.Transport.AskAsync(cluster.B.Member, frame, TimeSpan.FromSeconds(60), CancellationToken.None)))
            .Message.ShouldContain("'stranger'");
    }

    [Fact]
    public async Task Requests_of_random_bytes_are_refused_one_by_one_and_harm_nothing()
    {
        await using var cluster = await OpenAsync();
        const int Seed = 17;
        var random = new Random(Seed);
        for (var i = 0; i < 300; i++)
        {
            var bytes = new byte[random.Next(0, 120)];
            random.NextBytes(bytes);
            var frame = cluster.A.Transport.Begin(ServiceNumber.Regions);
            if (i % 3 > 0)
            {
                Cluster.Regions.Wire.RequestHead.Write(frame, Ledgers.Id("a"), isCommand: true, round: 1);
                if (i % 3 > 1)
                {
                    Cluster.Regions.Wire.ContextCodec.Write(frame, Ledgers.Context(), null);
                }
            }

            frame.Raw(bytes);
            try
            {
                var answer = await cluster.A.Transport.AskAsync(cluster.B.Member, frame, TimeSpan.FromSeconds(60), CancellationToken.None);
                System.Text.Encoding.UTF8.GetString(answer.Span).ShouldContain("unknown-command", customMessage: $"seed {Seed}, request {i}");
            }
            catch (TransportException refused)
            {
                refused.Message.ShouldContain("did not handle", customMessage: $"seed {Seed}, request {i}");
            }
        }

        cluster.B.Log.Of(8507).ShouldBeEmpty();
        (await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1))).Version.ShouldBe(1);
    }

    private static Task<LedgerCluster> OpenAsync()
    {
        var cluster = new LedgerCluster(new InMemoryStore(4));
        return cluster.GiveAllAsync(_ => cluster.B);
    }

    private static async Task<StoredEvent> FirstAsync(LedgerCluster cluster, string key)
    {
        await foreach (var stored in cluster.Store.Journal.ReadStreamAsync(Ledgers.Id(key), 1))
        {
            return stored;
        }

        throw new InvalidOperationException($"'{key}' has no event.");
    }
}
