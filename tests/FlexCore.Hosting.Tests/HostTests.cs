using FlexCore.Application.Entities;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Conformance.Entities;
using FlexCore.Domain;
using FlexCore.Hocon.Options;
using FlexCore.Hosting.Tests.Streams;
using FlexCore.Persistence.Faults;
using FlexCore.Streams.Building;
using FlexCore.Streams.Definition;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace FlexCore.Hosting.Tests;

/// <summary>FlexCore as a part of somebody else's host.</summary>
public sealed class HostTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public HostTests() => File.WriteAllText(_folder.File("in.ndjson"), "{\"a\":1}\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_user_s_aggregate_is_injected_and_survives_a_restart()
    {
        var id = Ledgers.Id("account-1");
        await using (var node = await StartAsync())
        {
            var region = node.Get<IEntityRegion<LedgerCommand, LedgerState>>();
            (await region.AskAsync(id, new Enter(Ledgers.Context("k"), 1, 5))).IsAccepted.ShouldBeTrue();
            await node.StopAsync();
        }

        await using var again = await StartAsync();
        (await again.Get<IEntityRegion<LedgerCommand, LedgerState>>().ReadAsync(id)).Version.ShouldBe(1);

        Task<NodeHost> StartAsync() => NodeHost.StartAsync(
            _folder, flexcore => flexcore.AddAggregate<LedgerDecider, LedgerState, LedgerCommand, LedgerEvent>(LedgerDecider.Kind, LedgerDecider.Events, LedgerDecider.Snapshots));
    }

    [Theory]
    [InlineData("pipeline")]
    [InlineData("event-topic")]
    [InlineData("data-stream")]
    public void A_kind_that_is_taken_is_refused_while_the_host_is_built(string kind) =>
        Should.Throw<ArgumentException>(() => new ServiceCollection().AddFlexCore(
            flexcore => flexcore.AddAggregate<LedgerDecider, LedgerState, LedgerCommand, LedgerEvent>(kind, LedgerDecider.Events))).Message.ShouldContain(kind);

    [Fact]
    public async Task A_declared_pipeline_starts_with_the_host_and_a_changed_file_is_its_next_version()
    {
        var file = _folder.File("p.yaml");
        await File.WriteAllTextAsync(file, SampleDocuments.Copy("declared", output: "one.ndjson"));
        await using (var node = await NodeHost.StartAsync(_folder, flexcore => flexcore.AddPipeline(file)))
        {
            await node.WhenAsync("declared", "completed");
            await node.StopAsync();
        }

        await File.WriteAllTextAsync(file, SampleDocuments.Copy("declared", output: "two.ndjson"));
        await using var again = await NodeHost.StartAsync(_folder, flexcore => flexcore.AddPipeline(file));
        (await again.Pipelines.GetAsync(NodeHost.Call, "declared")).Required.Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_pipeline_from_code_starts_with_the_host_and_a_changed_one_is_its_next_version()
    {
        await using (var node = await NodeHost.StartAsync(_folder, flexcore => flexcore.AddPipeline(Copy("one.ndjson"))))
        {
            await node.WhenAsync("from-code", "completed");
            (await File.ReadAllTextAsync(_folder.File("one.ndjson"))).ShouldBe("{\"a\":1,\"b\":2}\n");
            await node.StopAsync();
        }

        await using (var same = await NodeHost.StartAsync(_folder, flexcore => flexcore.AddPipeline(Copy("one.ndjson"))))
        {
            (await same.Pipelines.GetAsync(NodeHost.Call, "from-code")).Required.Version.ShouldBe(1);
            await same.StopAsync();
        }

        await using var again = await NodeHost.StartAsync(_folder, flexcore => flexcore.AddPipeline(Copy("two.ndjson")));
        (await again.Pipelines.GetAsync(NodeHost.Call, "from-code")).Required.Version.ShouldBe(2);

        PipelineDefinition Copy(string output) => Pipeline.Named("from-code")
            .From(Source.File(_folder.File("in.ndjson")))
            .Parse(ParseFormat.Json)
            .Map(("b", "a + 1"))
            .To(Sink.File(_folder.File(output)))
            .Build();
    }

    [Fact]
    public async Task A_pipeline_from_code_with_mistakes_ends_the_start() =>
        (await Should.ThrowAsync<ConfigurationException>(() => NodeHost.StartAsync(
            _folder, flexcore => flexcore.AddPipeline(Pipeline.Named("p").From(Source.File("x")).Filter("a >").To(Sink.File("y")).Build())))).Message.ShouldContain("expression");

    [Fact]
    public async Task A_declared_pipeline_with_mistakes_or_without_a_file_ends_the_start_with_its_place()
    {
        Should.Throw<FileNotFoundException>(() => new ServiceCollection().AddFlexCore(flexcore => flexcore.AddPipeline("no-such-file.yaml")))
            .Message.ShouldContain("no-such-file.yaml");
        (await Should.ThrowAsync<ConfigurationException>(() => NodeHost.StartAsync(_folder, flexcore => flexcore.AddPipeline(SampleDocuments.Broken("x")))))
            .Message.ShouldContain("prase");
    }

    [Fact]
    public async Task Settings_are_checked_when_the_host_starts_and_named()
    {
        (await Should.ThrowAsync<ArgumentException>(() => NodeHost.StartAsync(_folder, flexcore => flexcore.Configure((_, supervisor) => supervisor.StreamsMax = 0))))
            .Message.ShouldContain("flexcore.supervisor.streams-max is 0");
        Should.Throw<ConfigurationException>(() => new ServiceCollection().AddFlexCore(flexcore => flexcore.UseConfiguration(
            new ConfigurationBuilder().AddInMemoryCollection([new("flexcore:supervisor:streams", "1")]).Build()))).Message.ShouldContain("flexcore.supervisor.streams");
    }

    [Fact]
    public async Task Two_hosts_do_not_share_a_folder()
    {
        await using var node = await NodeHost.StartAsync(_folder);
        (await Should.ThrowAsync<StoreException>(() => NodeHost.StartAsync(_folder))).Fault.ShouldBe(StoreFault.Locked);
    }

    [Fact]
    public void What_is_used_before_the_start_says_so()
    {
        using var provider = new ServiceCollection().AddFlexCore(flexcore => flexcore.UseSqlite(_folder.File("data"))).BuildServiceProvider();
        Should.Throw<InvalidOperationException>(() => provider.GetRequiredService<IPipelines>().Lint("")).Message.ShouldContain("has not started");
        Should.Throw<InvalidOperationException>(() => provider.GetRequiredService<IEventTopics>().GetEndAsync(SecurityContext.Development, "x").AsTask()).Message
            .ShouldContain("Start the host first");
    }

    [Fact]
    public async Task Health_checks_follow_the_node()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddFlexCore(flexcore => flexcore.UseSqlite(_folder.File("data")));
        builder.Services.AddHealthChecks().AddFlexCore();
        using var host = builder.Build();
        var health = host.Services.GetRequiredService<HealthCheckService>();
        (await health.CheckHealthAsync(check => check.Tags.Contains("live"))).Status.ShouldBe(HealthStatus.Healthy);
        (await health.CheckHealthAsync(check => check.Tags.Contains("ready"))).Status.ShouldBe(HealthStatus.Unhealthy);

        await host.StartAsync();
        (await health.CheckHealthAsync(check => check.Tags.Contains("ready"))).Status.ShouldBe(HealthStatus.Healthy);

        await host.StopAsync();
        (await health.CheckHealthAsync(check => check.Tags.Contains("ready"))).Status.ShouldBe(HealthStatus.Unhealthy);
        host.Services.GetRequiredService<INode>().State.ShouldBe(NodeState.Stopping);
    }
}
