using FlexCore.Application.DataStreams;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Tests.UseCases;

/// <summary>Random use of a node beside a model of a few lines: what people are told is always what they did.</summary>
public sealed class RandomUseTests
{
    private static readonly string[] Keys = ["a", "b", "c"];
    private static readonly NodeCall Call = Workbench.Call;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20261127)]
    public async Task Any_sequence_of_calls_leaves_what_the_model_says(int seed)
    {
        var random = new Random(seed);
        var bench = new Workbench();
        var model = Keys.ToDictionary(key => key, _ => "absent");
        for (var step = 0; step < 250; step++)
        {
            var key = Keys[random.Next(Keys.Length)];
            var action = random.Next(11);
            var phase = $"seed {seed}, step {step}: action {action} on {key}, which is {model[key]}";
            var (after, refused) = Expected(action, model[key]);
            var refusal = await DoAsync(bench, action, key);

            (refusal is not null).ShouldBe(refused, $"{phase}: {refusal}");
            model[key] = refused ? model[key] : after;
            if (step % 50 == 49)
            {
                bench = await CrashAsync(bench);
            }

            await CheckAsync(bench, model, phase);
        }
    }

    // The life of a pipeline as the README draws it. The third of a pair of statuses is what the call leads to.
    private static (string After, bool Refused) Expected(int action, string status) => (action, status) switch
    {
        (0, "absent") => ("draft", false),
        (1, "absent") => ("running", false),
        (2, "draft" or "active") => ("running", false),
        (3, "running") => ("paused", false),
        (3, "paused") => ("paused", false),
        (4, "paused") => ("running", false),
        (4, "running") => ("running", false),
        (5, "running") or (5, "absent") => (status, true),
        (5, _) => ("archived", false),
        (6, "running") or (6, "absent") => (status, true),
        (6, _) => ("absent", false),
        (7, "active" or "paused") => ("running", false),
        (8, "running") => ("paused", false),
        (9, "active" or "paused" or "running") => ("running", false),
        (10, "absent") => ("active", false),
        _ => (status, true),
    };

    private static async Task<string?> DoAsync(Workbench bench, int action, string key) => (action switch
    {
        0 => (await bench.Pipelines.CreateAsync(Call, new CreatePipeline($"{key} live"))).Refusal,
        1 => (await bench.Streams.CreateAsync(Call, new CreateStream($"{key} live"))).Refusal,
        2 => (await bench.Pipelines.ActivateAsync(Call, key)).Refusal,
        3 => (await bench.Pipelines.PauseAsync(Call, key)).Refusal,
        4 => (await bench.Pipelines.ResumeAsync(Call, key)).Refusal,
        5 => (await bench.Pipelines.ArchiveAsync(Call, key)).Refusal,
        6 => (await bench.Pipelines.DeleteAsync(Call, key)).Refusal,
        7 => (await bench.Streams.StartAsync(Call, key, new())).Refusal,
        8 => (await bench.Streams.StopAsync(Call, key)).Refusal,
        9 => (await bench.Streams.RestartAsync(Call, key, new())).Refusal,
        _ => (await bench.Streams.CreateAsync(Call, new CreateStream($"{key} live") { Start = false })).Refusal,
    })?.Code;

    private static async Task<Workbench> CrashAsync(Workbench bench)
    {
        var again = await bench.AgainAsync();
        (await again.Starter.StartAllAsync()).ShouldBeEmpty();
        return again;
    }

    private static async Task CheckAsync(Workbench bench, Dictionary<string, string> model, string phase)
    {
        foreach (var (key, status) in model)
        {
            var pipeline = (await bench.Pipelines.GetAsync(Call, key)).Value;
            (pipeline?.Status ?? "absent").ShouldBe(status, phase);
            var stream = (await bench.Streams.GetAsync(Call, key)).Value;
            (stream is not null).ShouldBe(status is "active" or "running" or "paused", phase);
            (bench.Supervisor.Find(Workbench.IdOf(key)) is not null).ShouldBe(status == "running", $"{phase}: what counts as running is at work, and nothing else");
        }

        (await bench.Pipelines.ListAsync(Call, new PageQuery())).Items.Select(item => item.Key).ShouldBe(model.Where(pair => pair.Value != "absent").Select(pair => pair.Key), phase);
        new[] { PipelineStatus.Completed, PipelineStatus.Failed }.ShouldNotContain((await bench.PipelineRegion.ReadAsync(Workbench.IdOf("a"))).State.Status, phase);
    }
}
