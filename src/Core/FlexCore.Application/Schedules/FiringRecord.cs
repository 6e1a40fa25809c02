using System.Text.Json;

namespace FlexCore.Application.Schedules;

/// <summary>Writes what is known of a firing as JSON. It depends on nothing but the firing, so that a repeated delivery writes the same. Pure.</summary>
internal static class FiringRecord
{
    /// <summary>Writes the members of a firing's object.</summary>
    public static void WriteMembers(Utf8JsonWriter json, ScheduleDelivery delivery)
    {
        json.WriteString("schedule", delivery.Schedule);
        json.WriteNumber("firing", delivery.Firing.Number);
        json.WriteString("due", delivery.Firing.Due.UtcDateTime);
        json.WriteString("firedAt", delivery.Firing.At.UtcDateTime);
        json.WriteString("origin", ScheduleViews.NameOf(delivery.Firing.Origin));
    }
}
