using System.Text;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Nodes;
using FlexCore.Application.Projections;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;
using FlexCore.Hosting.Engine;
using FlexCore.Hosting.Events;
using FlexCore.Hosting.Tests.Streams;
using FlexCore.Persistence.Sqlite;

namespace FlexCore.Hosting.Tests.Retention;

/// <summary>A log out of a backup, beside read models that had gone further.</summary>
public sealed class RestoredReadModelTests : IDisposable
{
    private const string Totals = """
        name: totals
        from: Paid
        rules:
          - increment: { total: data.amount }
        """;

    private readonly TempFolder _folder = new();

    private string Data => _folder.File("data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_read_model_with_the_effect_of_lost_events_is_built_anew()
    {
        await using (var node = await NodeHost.StartAsync(_folder))
        {
            (await node.Get<IProjections>().DeclareAsync(NodeHost.Call, Totals)).Refusal.ShouldBeNull();
            await PayAsync(node, 1);
            await WhenAsync(node, 1);
            await node.StopAsync();
        }

        var backup = Directory.CreateDirectory(_folder.File("backup")).FullName;
        Copy(Data, backup);
        await using (var node = await NodeHost.StartAsync(_folder))
        {
            await PayAsync(node, 100);
            await WhenAsync(node, 101);
            await node.StopAsync();
        }

        Copy(backup, Data);
        await StoreRestoration.RunAsync(new EngineSettings { Store = new SqliteStoreOptions { DataFolder = Data } }, TimeProvider.System);
        await using var again = await NodeHost.StartAsync(_folder);
        await PayAsync(again, 10);
        await PayAsync(again, 10);

        await WhenAsync(again, 21);
        var row = (await again.Get<IProjections>().GetAsync(NodeHost.Call, "totals")).Required;
        (row.State, row.Live).ShouldBe(("running", row.Generations[^1].Id));
    }

    [Fact]
    public async Task A_read_model_that_is_not_beyond_the_log_is_left_alone()
    {
        await using (var node = await NodeHost.StartAsync(_folder))
        {
            (await node.Get<IProjections>().DeclareAsync(NodeHost.Call, Totals)).Refusal.ShouldBeNull();
            await PayAsync(node, 1);
            await WhenAsync(node, 1);
            await node.StopAsync();
        }

        await StoreRestoration.RunAsync(new EngineSettings { Store = new SqliteStoreOptions { DataFolder = Data } }, TimeProvider.System);
        await using var again = await NodeHost.StartAsync(_folder);
        (await again.Get<IProjections>().GetAsync(NodeHost.Call, "totals")).Required.Applied.ShouldBe(1, "nothing was begun anew");
    }

    // The log without what is beside it: its read models are in another file.
    private static void Copy(string from, string to)
    {
        foreach (var old in Directory.GetFiles(to, "flexcore.db*"))
        {
            File.Delete(old);
        }

        foreach (var file in Directory.GetFiles(from, "flexcore.db*"))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private static async Task PayAsync(NodeHost node, int amount) =>
        (await node.Get<IEventStore>().AppendAsync(new EventAppend(SecurityContext.Development, "o-1", null, [new StreamEvent("Paid", 1, $$"""{"amount":{{amount}}}""")], "corr"))).Refusal.ShouldBeNull();

    private static async Task WhenAsync(NodeHost node, int total)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        NodeReply<ReadModelView> reply;
        var shown = "nothing";
        while (shown != $$"""{"total":{{total}}}""")
        {
            patience.IsCancellationRequested.ShouldBeFalse($"the document is {shown}");
            await timer.WaitForNextTickAsync(CancellationToken.None);
            reply = await node.Get<IProjections>().DocumentAsync(NodeHost.Call, "totals", "o-1", new ReadModelRequest());
            shown = reply.Value is { } document ? Encoding.UTF8.GetString(document.Data.Span) : "nothing";
        }
    }
}
