using System.Text.Json.Nodes;

namespace FlexCore.Application.Events;

/// <summary>Turns the payload of one schema version of an event into the shape of the next version.</summary>
/// <param name="payload">A stored payload of the old version; the upcaster may change and return it.</param>
/// <returns>The payload in the next version's shape.</returns>
/// <remarks>Pure: the same payload always gives the same answer. It accepts every payload that its version ever wrote,
/// and answers any other with a <see cref="System.Text.Json.JsonException"/>.</remarks>
public delegate JsonObject EventUpcaster(JsonObject payload);
