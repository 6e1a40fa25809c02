using FlexCore.Application.Streams;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Services;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Streams.Execution;

/// <summary>Runs compiled pipelines on this machine. Thread-safe; runs are independent of each other.</summary>
/// <remarks>
/// A run is one reading task, N workers for the stateless steps and one ordered stage for everything else, joined by bounded channels of chunks.
/// The output depends on the input and the pipeline only: not on chunk sizes, workers, partitions, checkpoints or restarts.
/// </remarks>
public sealed class StreamRuntime : IStreamRuntime
{
    private readonly StreamsOptions _options;
    private readonly RunEnvironment _environment;

    /// <summary>Creates a runtime.</summary>
    /// <param name="checkpoints">Where checkpoints go.</param>
    /// <param name="clock">Measures intervals and waits.</param>
    /// <param name="options">The bounds; <see langword="null"/> for the defaults.</param>
    /// <param name="logger">Takes log lines; <see langword="null"/> for none.</param>
    /// <param name="services">What sources and sinks may use; <see langword="null"/> for the defaults: no topics.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public StreamRuntime(
        ICheckpointStore checkpoints,
        TimeProvider clock,
        StreamsOptions? options = null,
        ILogger<StreamRuntime>? logger = null,
        StreamServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(checkpoints);
        ArgumentNullException.ThrowIfNull(clock);
        _options = options ?? new StreamsOptions();
        _options.Validate();
        _environment = new RunEnvironment(
            checkpoints,
            clock,
            services ?? new StreamServices(),
            (ILogger?)logger ?? NullLogger.Instance);
    }

    /// <inheritdoc/>
    public async Task<IStreamRun> StartAsync(IStreamGraph graph, StreamRunOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (graph is not StreamGraph compiled)
        {
            throw new StreamException("graph-unknown", $"The graph is of type {graph?.GetType().Name ?? "null"}, which this runtime did not build. Compile the pipeline with PipelineCompiler.");
        }

        var partitions = compiled.Definition.Spread?.Partitions ?? 0;
        if (options.Partition is { } partition && (partition < 0 || partition >= partitions))
        {
            throw new ArgumentOutOfRangeException(nameof(options), partition, $"Pipeline '{compiled.Name}' has {partitions} partitions, numbered from 0.");
        }

        foreach (var table in compiled.Lookups)
        {
            await table.LoadAsync(cancellationToken);
        }

        if (options.ResumeFrom is { } checkpoint && checkpoint.Fingerprint != compiled.CheckpointFingerprint)
        {
            if (checkpoint.Fingerprint.StartsWith($"{compiled.Fingerprint}:", StringComparison.Ordinal))
            {
                throw new StreamException(
                    "checkpoint-lookup-changed",
                    $"A lookup table of pipeline '{compiled.Name}' has changed since checkpoint {checkpoint.Sequence}: {string.Join(", ", compiled.Lookups.Select(table => table.Name))}. Records before and behind it would be enriched from different tables. Restore the table to finish the run, or start again with --fresh.");
            }

            throw new StreamException(
                "checkpoint-mismatch",
                $"The checkpoint {checkpoint.Sequence} of pipeline '{compiled.Name}' was taken by a different version of the pipeline. Restore the old file to finish its run, or start again with --fresh.");
        }

        var context = new RunContext(compiled, options, _options, _environment, new RunCounters())
        {
            Meters = GraphMeters.Of(compiled, options, RunContext.WorkersOf(compiled, _options), _environment.Clock),
        };
        return await StreamRun.StartAsync(context, cancellationToken);
    }
}
