using System.Text.Json.Nodes;
using FlexCore.Application.Projections;

namespace FlexCore.Application.Tests.Projections;

/// <summary>One document for each customer, whatever orders the events are of.</summary>
internal sealed class SharedProjection : IProjection
{
    public const string Name = "customers";

    public ProjectionDescription Description { get; } = new(Name, 1, ProjectionScope.All);

    public bool Handles(string type, string kind) => type == "Added";

    public void Keys(ProjectedEvent happened, ICollection<string> keys) => keys.Add(Customer(happened));

    public void Apply(ProjectedEvent happened, ReadModelUnit models)
    {
        var model = models.Get(Customer(happened));
        model.Increment("total", happened.Data.GetProperty("amount").GetDecimal());
        model.SetNewest("last_order", JsonValue.Create(happened.Key), happened);
    }

    private static string Customer(ProjectedEvent happened) => happened.Data.GetProperty("customer").GetString() ?? "";
}
