using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Application.Projections;

/// <summary>The refusals of projections. Codes are stable.</summary>
public static class ProjectionRefusals
{
    /// <summary>There is no such projection.</summary>
    public const string NotFound = "projection-not-found";

    /// <summary>The projection has no such generation.</summary>
    public const string GenerationNotFound = "generation-not-found";

    /// <summary>There is no such document.</summary>
    public const string DocumentNotFound = "read-model-not-found";

    /// <summary>The projection has not come as far as was asked.</summary>
    public const string Behind = "projection-behind";

    /// <summary>The generation cannot be the live one.</summary>
    public const string CannotSwap = "cannot-swap";

    /// <summary>The projection is in code, and cannot be declared or removed.</summary>
    public const string IsCode = "projection-is-code";

    /// <summary>There is no such parked event.</summary>
    public const string ParkedNotFound = "parked-event-not-found";

    /// <summary>Only the operator's tenant may do this.</summary>
    public const string OperatorOnly = "operator-only";

    internal static Refusal NoProjection(string name) => new(NotFound, $"There is no projection '{NodeRefusals.Shown(name)}'. List the projections to see their names.");

    internal static Refusal NoGeneration(string name, long generation) =>
        new(GenerationNotFound, $"The projection '{name}' has no generation {generation}. Show the projection to see its generations.");

    internal static Refusal NoDocument(string name, string key) => new(DocumentNotFound, $"The read model '{name}' has no document '{NodeRefusals.Shown(key)}'.");

    internal static Refusal IsBehind(string name, TimeSpan patience) => new(
        Behind, $"The projection '{name}' has not come so far within {patience.TotalMilliseconds:0} ms. Wait longer, or see with its lag and its parked events why it stands still.");

    internal static Refusal InCode(string name) => new(IsCode, $"The projection '{name}' is part of the program. Change the program, or give yours another name.");

    internal static Refusal NoParked(string name, string place) => new(ParkedNotFound, $"The projection '{name}' has no parked event at '{NodeRefusals.Shown(place)}'. List its parked events to see their places.");

    /// <summary>Why somebody may not change projections, or null.</summary>
    internal static Refusal? Check(SecurityContext security) =>
        string.IsNullOrWhiteSpace(security.Principal) ? new Refusal("no-principal", "The request names no principal. Sign in and send it again.")
        : security.Tenant != TenantId.Default ? new Refusal(OperatorOnly, "Projections are of all tenants, so only the operator may change them. Ask the operator.")
        : null;
}
