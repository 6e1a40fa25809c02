using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Hocon.Options;
using FlexCore.Hosting.Tests.Streams;

namespace FlexCore.Hosting.Tests.Pipelines;

/// <summary>A program declares a pipeline at each start; what people did to it in between is respected.</summary>
public sealed class DeclaredPipelineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public DeclaredPipelineTests() => File.WriteAllText(_folder.File("in.ndjson"), "{\"a\":1}\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_draft_under_the_name_is_published_and_a_running_one_goes_on_with_the_new_version()
    {
        await using (var node = await StartAsync())
        {
            await node.Pipelines.CreateAsync(NodeHost.Call, new CreatePipeline(Live("one")));
            await node.StopAsync();
        }

        await using (var node = await StartAsync(Live("one")))
        {
            (await node.WhenAsync("declared", "running")).Version.ShouldBe(1);
            await node.StopAsync();
        }

        await using var again = await StartAsync(Live("two"));
        (await again.WhenAsync("declared", "running")).Version.ShouldBe(2, "the changed text runs at once");
        (await again.Pipelines.GetAsync(NodeHost.Call, "declared")).Required.Document.ShouldBe(Live("two"));
    }

    [Fact]
    public async Task One_that_was_paused_stays_paused_and_has_the_new_text()
    {
        await using (var node = await StartAsync(Live("one")))
        {
            await node.WhenAsync("declared", "running");
            await node.Pipelines.PauseAsync(NodeHost.Call, "declared");
            await node.StopAsync();
        }

        await using var again = await StartAsync(Live("two"));
        var view = (await again.Pipelines.GetAsync(NodeHost.Call, "declared")).Required;
        (view.Status, view.Version).ShouldBe(("paused", 2));
    }

    [Fact]
    public async Task One_that_was_archived_cannot_be_changed_and_the_start_says_why()
    {
        await using (var node = await StartAsync(Live("one")))
        {
            await node.WhenAsync("declared", "running");
            await node.Pipelines.PauseAsync(NodeHost.Call, "declared");
            await node.Pipelines.ArchiveAsync(NodeHost.Call, "declared");
            await node.StopAsync();
        }

        await using (var same = await StartAsync(Live("one")))
        {
            (await same.Pipelines.GetAsync(NodeHost.Call, "declared")).Required.Status.ShouldBe("archived", "the same text asks for nothing");
            await same.StopAsync();
        }

        (await Should.ThrowAsync<ConfigurationException>(() => StartAsync(Live("two")))).Message.ShouldStartWith("The declared pipeline 'declared' cannot be brought in: ");
    }

    private static string Live(string description) => $"name: declared\ndescription: {description}\nsource: {{ http: {{}} }}\nsteps:\n  - parse: json\nsink: {{ topic: out }}\n";

    private Task<NodeHost> StartAsync(params string[] documents) => NodeHost.StartAsync(_folder, flexcore =>
    {
        foreach (var document in documents)
        {
            flexcore.AddPipeline(document);
        }
    });
}
