using FlexCore.Application.EventTopics;
using FlexCore.Application.Streams;
using FlexCore.Domain;
using FlexCore.Streams.Compilation;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Execution;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Services;
using FlexCore.Streams.Sinks;
using FlexCore.Streams.UserOperators;
using FlexCore.Testing.Storage;

namespace FlexCore.Streams.Tests.Execution;

/// <summary>Compiles and runs pipelines in a folder of their own.</summary>
public sealed class PipelineHarness : IDisposable
{
    public static readonly EntityId Stream = new(TenantId.Default, "datastream", "test");

    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);

    public TestFolder Folder { get; } = new();

    public ICheckpointStore Checkpoints { get; init; } = new InMemoryStore().Checkpoints;

    public StreamsOptions Options { get; init; } = new();

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public Stream StandardInput { get; init; } = System.IO.Stream.Null;

    public IEventTopics? EventTopics { get; init; }

    public Func<HttpMessageHandler> CreateHttpHandler { get; init; } = static () => new SocketsHttpHandler();

    public MemoryStream StandardOutput { get; } = new();

    public OperatorRegistry Operators { get; init; } = OperatorRegistry.Empty;

    public List<IRecordSinkFactory> SinkFactories { get; } = [];

    /// <summary>Checkpoints after every chunk by default, so that resuming is exercised as much as possible.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.Zero;

    public CompileResult Compile(PipelineDefinition definition) => PipelineCompiler.Compile(
        definition,
        new CompileOptions { BaseDirectory = Folder.Path, OpenStandardOutput = () => StandardOutput, SinkFactories = SinkFactories, Operators = Operators });

    public StreamGraph Graph(PipelineDefinition definition)
    {
        var result = Compile(definition);
        result.Diagnostics.ShouldBeEmpty();
        return result.Graph.ShouldNotBeNull();
    }

    public StreamGraph Graph(string yaml)
    {
        var result = PipelineLoader.Load(yaml, new LoadOptions { Operators = Operators });
        result.Diagnostics.ShouldBeEmpty();
        return Graph(result.Definition.ShouldNotBeNull());
    }

    public StreamRuntime Runtime() => new(Checkpoints, Clock, Options, logger: null, new StreamServices { OpenStandardInput = () => StandardInput, EventTopics = EventTopics, CreateHttpHandler = CreateHttpHandler });

    public async Task<IStreamRun> StartAsync(StreamGraph graph, StreamCheckpoint? from = null) => await Runtime().StartAsync(
        graph,
        new StreamRunOptions { Stream = Stream, RunId = "run", ResumeFrom = from, CheckpointInterval = CheckpointInterval });

    /// <summary>The stream of one partition of a spread pipeline.</summary>
    public static EntityId PartitionOf(int partition) => new(TenantId.Default, "datastream", $"test:p{partition}");

    /// <summary>Starts one partition where its checkpoint stands.</summary>
    public async Task<IStreamRun> StartPartitionAsync(StreamGraph graph, int partition) => await Runtime().StartAsync(
        graph,
        new StreamRunOptions
        {
            Stream = PartitionOf(partition),
            RunId = "run",
            Partition = partition,
            ResumeFrom = await Checkpoints.LoadAsync(PartitionOf(partition)),
            CheckpointInterval = CheckpointInterval,
        });

    public async Task<StreamProgress> RunAsync(StreamGraph graph, StreamCheckpoint? from = null)
    {
        await using var run = await StartAsync(graph, from);
        await run.Completion.WaitAsync(Generous);
        return run.Progress;
    }

    public Task<StreamProgress> RunAsync(string yaml) => RunAsync(Graph(yaml));

    public async Task<StreamProgress> ResumeAsync(StreamGraph graph) => await RunAsync(graph, await Checkpoints.LoadAsync(Stream));

    public async Task<StreamException> FailAsync(StreamGraph graph)
    {
        try
        {
            await RunAsync(graph);
        }
        catch (StreamException error)
        {
            return error;
        }

        throw new ShouldAssertException("The run should have failed.");
    }

    public void Dispose()
    {
        Folder.Dispose();
        StandardOutput.Dispose();
    }
}
