namespace FlexCore.Application.Streams;

/// <summary>A checked, runnable stream: source, operators, sinks. Built by the streams library from a file or from code.</summary>
public interface IStreamGraph
{
    /// <summary>The pipeline's name.</summary>
    string Name { get; }

    /// <summary>A hash of everything that gives checkpoints their meaning; two graphs with the same value may share checkpoints.</summary>
    string Fingerprint { get; }
}
