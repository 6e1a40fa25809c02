namespace FlexCore.Streams.Observation;

/// <summary>Which run is measured.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Tenant">The tenant of the run.</param>
/// <param name="Workers">The number of workers for the stateless steps behind the source.</param>
internal sealed record MeteredRun(string Pipeline, string Tenant, int Workers);
