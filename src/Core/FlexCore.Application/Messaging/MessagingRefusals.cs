using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Application.Messaging;

/// <summary>The refusals that the buses give themselves. Codes are stable.</summary>
public static class MessagingRefusals
{
    /// <summary>No handler is registered for the command.</summary>
    public const string UnknownCommand = "unknown-command";

    /// <summary>No handler is registered for the query.</summary>
    public const string UnknownQuery = "unknown-query";

    /// <summary>The principal lacks the permission.</summary>
    public const string NotPermitted = "not-permitted";

    /// <summary>A member has a wrong value, is missing or comes twice.</summary>
    public const string BadField = "bad-field";

    /// <summary>The message has a member that it does not know.</summary>
    public const string UnknownField = "unknown-field";

    /// <summary>The body is no JSON.</summary>
    public const string MalformedJson = "malformed-json";

    /// <summary>What a query reads has not seen the caller's write yet.</summary>
    public const string NotYet = "not-yet";

    /// <summary>A query with a token reads a projection that does not exist.</summary>
    public const string ProjectionNotFound = "projection-not-found";

    /// <summary>As many messages are at work as the node allows.</summary>
    public const string Overloaded = "overloaded";

    /// <summary>Commands cause each other without end.</summary>
    public const string TooDeep = "too-many-causes";

    /// <summary>The same idempotency key came with another request.</summary>
    public const string KeyReused = "idempotency-key-reused";

    internal static Refusal Unknown(MessageKind kind, string name, string? nearest, int count)
    {
        var (code, what, list) = kind == MessageKind.Command ? (UnknownCommand, "command", "commands") : (UnknownQuery, "query", "queries");
        var remedy = nearest is not null ? $"Did you mean '{nearest}'?" : count == 0 ? $"This node has no {list}: add a module that handles some." : $"List the {list} to see the {count} that there are.";
        return new Refusal(code, $"There is no {what} '{NodeRefusals.Shown(name)}'. {remedy}");
    }

    internal static Refusal OtherKind(MessageKind kind, string name) => kind == MessageKind.Command
        ? new Refusal(UnknownCommand, $"'{name}' is a query, not a command. Ask it as a query.")
        : new Refusal(UnknownQuery, $"'{name}' is a command, not a query. Send it as a command.");

    internal static Refusal Busy(int max) => new(
        Overloaded, $"{max} commands and queries are at work on this node, which is its maximum (flexcore.messaging.in-flight-max). Send fewer at once and try again.");

    internal static Refusal Deep(string name, int max) => new(
        TooDeep, $"'{name}' was caused by {max} commands, each sent while another one ran: that is a circle. Break it: find the subscriber or handler that sends what leads back to it.");

    internal static Refusal Reused(string key) => new(
        KeyReused, $"The idempotency key '{key}' was sent before with another request, which has its answer. Send the same request to get that answer again, or this one with a new key.");

    internal static Refusal NoProjection(string query, string projection) => new(
        ProjectionNotFound, $"'{query}' reads the projection '{projection}', which this node does not have. List the projections; add it, or correct what the query's module says that it reads.");

    internal static Refusal Late(string query, string projection, TimeSpan waited) => new(
        NotYet, $"'{query}' reads the projection '{projection}', which after {waited.TotalSeconds:0.###} s has not seen what the token stands for. Ask again with the same token, or without one to read what is there.");
}
