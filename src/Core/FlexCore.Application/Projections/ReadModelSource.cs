namespace FlexCore.Application.Projections;

/// <summary>Where people find the read models with SQL. They are to be read only: what is written there by others breaks the projections.</summary>
/// <param name="Engine"><c>sqlite</c>, <c>postgres</c> or <c>memory</c>.</param>
/// <param name="Location">The file, or server and database; never a password.</param>
/// <param name="Relation">The view with one row for each document that is read: <c>tenant</c>, <c>model_type</c> (the projection), <c>aggregate_id</c> (the key), <c>data</c> (JSON) and more.</param>
public sealed record ReadModelSource(string Engine, string Location, string Relation);
