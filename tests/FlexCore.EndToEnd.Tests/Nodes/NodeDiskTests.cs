using System.Globalization;
using System.Net;
using FlexCore.EndToEnd.Tests.BadInput;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>No space left while a node serves: what cannot be kept is refused, what was acknowledged is never lost, and the node goes on once there is space.</summary>
public sealed class NodeDiskTests : IDisposable
{
    private const int RecordsPerRequest = 200;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [MountFact]
    public async Task A_full_disk_under_the_data_folder_refuses_records_until_there_is_space_and_loses_none()
    {
        using var disk = new SmallDisk(_workspace.PathOf("small"), kilobytes: 16_000);
        await using var node = await NodeProcess.StartAsync(_workspace.Folder, "--data", "small/data");
        await node.Http.CreateStreamAsync("name: s\nsource: { http: {} }\nsteps: [ parse: json ]\nsinks: [ { topic: out }, { file: { path: out.ndjson, mode: append } } ]\ncheckpoint: { every: 100ms }\n");
        await TakeAsync(node, 0);
        (await node.Http.TailAsync("out", RecordsPerRequest)).Count.ShouldBe(RecordsPerRequest);

        var ballast = Fill("small/ballast");
        var taken = 1;
        for (; await TryTakeAsync(node, taken); taken++)
        {
            taken.ShouldBeLessThan(10_000, "the disk does not become full");
        }

        // What needs no space works on: what is there can be read, and the node says that it lives.
        (await node.Http.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await node.Http.TailAsync("s", taken * RecordsPerRequest)).Count.ShouldBe(taken * RecordsPerRequest);
        (await node.Http.GetAsync("/api/v1/streams/s")).StatusCode.ShouldBe(HttpStatusCode.OK);

        // The sender sends again with the same key; no restart is needed.
        File.Delete(ballast);
        await TakeAsync(node, taken);
        var count = (taken + 1) * RecordsPerRequest;
        (await node.Http.TailAsync("out", count)).ShouldBe(Enumerable.Range(0, count).Select(Record), ignoreOrder: false, "every acknowledged record comes out once");
        (await node.TerminateAsync()).ShouldBe(0);
        _workspace.Lines("out.ndjson").ShouldBe(Enumerable.Range(0, count).Select(Record));
    }

    [MountFact]
    public async Task A_full_disk_under_the_data_folder_is_survived_by_kill_9_and_restart()
    {
        using var disk = new SmallDisk(_workspace.PathOf("small"), kilobytes: 16_000);
        var taken = 0;
        string ballast;
        await using (var node = await NodeProcess.StartAsync(_workspace.Folder, "--data", "small/data"))
        {
            await node.Http.CreateStreamAsync("name: s\nsource: { http: {} }\nsteps: [ parse: json ]\nsink: { topic: out }\n");
            await TakeAsync(node, taken++);
            ballast = Fill("small/ballast");
            for (; await TryTakeAsync(node, taken); taken++)
            {
                taken.ShouldBeLessThan(10_000, "the disk does not become full");
            }

            await node.KillAsync();
        }

        File.Delete(ballast);
        await using var again = await NodeProcess.StartAsync(_workspace.Folder, "--data", "small/data");
        await TakeAsync(again, taken);
        var count = (taken + 1) * RecordsPerRequest;
        (await again.Http.TailAsync("out", count)).ShouldBe(Enumerable.Range(0, count).Select(Record), ignoreOrder: false, "every acknowledged record comes out once");
    }

    [MountFact]
    public async Task A_full_disk_under_one_output_holds_that_stream_only_and_it_goes_on_by_itself()
    {
        using var disk = new SmallDisk(_workspace.PathOf("small"), kilobytes: 1_000);
        await using var node = await NodeProcess.StartAsync(_workspace.Folder, "--set", "flexcore.supervisor.restart-delay=20ms", "--set", "flexcore.supervisor.restart-delay-max=100ms", "--set", "flexcore.supervisor.restarts-max=100000");
        await node.Http.CreateStreamAsync("name: s\nsource: { http: {} }\nsteps: [ parse: json ]\nsink: { file: { path: small/out.ndjson, mode: append } }\ncheckpoint: { every: 50ms }\n");
        await node.Http.CreateStreamAsync("name: other\nsource: { topic: s }\nsteps: [ parse: json ]\nsink: { topic: other-out }\n");
        await TakeAsync(node, 0);
        var ballast = Fill("small/ballast");
        for (var request = 1; request < 20; request++)
        {
            await TakeAsync(node, request);
        }

        // Its records are acknowledged, for they are in the topic; what else reads them goes on.
        const int Count = 20 * RecordsPerRequest;
        (await node.Http.TailAsync("other-out", Count)).ShouldBe(Enumerable.Range(0, Count).Select(Record));
        var held = await node.Http.StreamWhenAsync("s", stream => stream.TryGetProperty("error", out var error) && error.ToString().Contains("small/out.ndjson", StringComparison.Ordinal));
        held.GetProperty("error").ToString().ShouldContain("space", Case.Insensitive);

        File.Delete(ballast);
        await node.Http.StreamWhenAsync("s", _ => _workspace.Read("small/out.ndjson").EndsWith(Record(Count - 1) + "\n", StringComparison.Ordinal));
        (await node.TerminateAsync()).ShouldBe(0);
        _workspace.Lines("small/out.ndjson").ShouldBe(Enumerable.Range(0, Count).Select(Record));
    }

    [MountFact]
    public async Task A_stream_that_was_given_up_on_a_full_disk_goes_on_at_its_checkpoint_when_it_is_started()
    {
        using var disk = new SmallDisk(_workspace.PathOf("small"), kilobytes: 1_000);
        await using var node = await NodeProcess.StartAsync(_workspace.Folder, "--set", "flexcore.supervisor.restart-delay=10ms", "--set", "flexcore.supervisor.restarts-max=2");
        await node.Http.CreateStreamAsync("name: s\nsource: { http: {} }\nsteps: [ parse: json ]\nsink: { file: { path: small/out.ndjson, mode: append } }\ncheckpoint: { every: 50ms }\n");
        await TakeAsync(node, 0);
        await node.Http.StreamWhenAsync("s", _ => _workspace.Has("small/out.ndjson") && _workspace.Lines("small/out.ndjson").Length == RecordsPerRequest);
        var ballast = Fill("small/ballast");
        await TakeAsync(node, 1);
        (await node.Http.StreamWhenAsync("s", stream => stream.GetProperty("status").GetString() == "failed")).GetProperty("error").ToString().ShouldContain("space");

        // Nobody works on it, and still its topic takes records.
        await TakeAsync(node, 2);
        File.Delete(ballast);
        using (var start = await node.Http.PostAsync("/api/v1/streams/s/start", null))
        {
            start.StatusCode.ShouldBe(HttpStatusCode.OK, await start.Content.ReadAsStringAsync());
        }

        const int Count = 3 * RecordsPerRequest;
        await node.Http.StreamWhenAsync("s", _ => _workspace.Lines("small/out.ndjson").Length >= Count);
        (await node.TerminateAsync()).ShouldBe(0);
        _workspace.Lines("small/out.ndjson").ShouldBe(Enumerable.Range(0, Count).Select(Record));
    }

    private static string Record(int number) => string.Create(CultureInfo.InvariantCulture, $"{{\"n\":{number},\"text\":\"{new string((char)('a' + (number % 26)), 80)}\"}}");

    private static ByteArrayContent Records(int request) =>
        NodeClient.Body(string.Join('\n', Enumerable.Range(request * RecordsPerRequest, RecordsPerRequest).Select(Record)), NodeClient.Ndjson);

    private static string Key(int request) => string.Create(CultureInfo.InvariantCulture, $"request-{request}");

    private static async Task TakeAsync(NodeProcess node, int request) =>
        (await node.Http.TakeRecordsAsync("s", Records(request), Key(request))).ShouldBe((request + 1) * RecordsPerRequest);

    private static async Task<bool> TryTakeAsync(NodeProcess node, int request)
    {
        using var answer = await node.Http.PostRecordsAsync("s", Records(request), Key(request));
        if (answer.StatusCode == HttpStatusCode.Accepted)
        {
            return true;
        }

        (await answer.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "storage-full")).ShouldContain("Free disk space");
        return false;
    }

    // Takes all the space that is left.
    private string Fill(string name)
    {
        var path = _workspace.PathOf(name);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4_096];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // That was the last block: the disk is full.
            return path;
        }
    }
}
