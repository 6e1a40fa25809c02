namespace FlexCore.Application.Streams;

/// <summary>Runs graphs with back-pressure and bounded memory.</summary>
/// <remarks>
/// A checkpoint is consistent: source position, operator state and sink position belong to the same records. A run resumed from a
/// checkpoint produces the same output as an uninterrupted one.
/// </remarks>
public interface IStreamRuntime
{
    /// <summary>Starts a graph.</summary>
    /// <param name="graph">A graph that this runtime's library built.</param>
    /// <param name="options">Identity, checkpoint to resume from, checkpoint interval.</param>
    /// <param name="cancellationToken">Stops the start; a started run is stopped through the returned handle.</param>
    /// <returns>The running graph.</returns>
    /// <exception cref="StreamException">The graph cannot start: missing input, a checkpoint of another graph, an unwritable target.</exception>
    Task<IStreamRun> StartAsync(IStreamGraph graph, StreamRunOptions options, CancellationToken cancellationToken = default);
}
