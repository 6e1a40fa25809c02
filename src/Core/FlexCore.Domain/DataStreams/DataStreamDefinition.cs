namespace FlexCore.Domain.DataStreams;

/// <summary>What a data stream does. The parts are JSON text that the domain keeps and does not look inside.</summary>
/// <param name="Schema">The shape of the records.</param>
/// <param name="Source">Where records come from.</param>
/// <param name="Transform">What is done to them.</param>
/// <param name="Target">Where results go.</param>
/// <param name="Fingerprint">Equal for two definitions whose checkpoints are interchangeable, different otherwise. 1 to 128 characters.</param>
public sealed record DataStreamDefinition(string Schema, string Source, string Transform, string Target, string Fingerprint);
