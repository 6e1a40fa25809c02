namespace FlexCore.Client.Models;

/// <summary>Where people find the read models with SQL, for reading only.</summary>
/// <param name="Engine"><c>sqlite</c>, <c>postgres</c> or <c>memory</c>.</param>
/// <param name="Location">The file on the node's machine, or server and database.</param>
/// <param name="Relation">The view with one row for each document that is read.</param>
public sealed record ReadModelSource(string Engine, string Location, string Relation);
