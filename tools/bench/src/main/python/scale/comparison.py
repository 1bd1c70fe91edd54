"""Formulas and simulation beside what was measured at the small end."""

from scale import formulas, simulation, small_end

# Beyond this factor, docs/scale.md has to name the reason.
TOLERANCE = 1.5


def rows(measured, costs):
    """For each measured point and figure: nodes, members, figure, measured, calculated, simulated, measured / simulated."""
    found = []
    for point in measured["points"]:
        if "members" in point:
            found += _message(point, costs)
        else:
            found += [(point["nodes"], None, figure, point[figure], value, None, point[figure] / value)
                      for figure, value in _without_rooms(costs).items() if figure in point]
    return found


def _message(point, costs):
    nodes, members = point["nodes"], point["members"]
    calculated = formulas.of_message(nodes, members, small_end.SIZE, costs)
    simulated = simulation.of_message(nodes, members, small_end.SIZE, costs)
    return [(nodes, members, figure, point[figure], calculated[figure], simulated[figure], point[figure] / simulated[figure])
            for figure in calculated]


def _without_rooms(costs):
    return {
        "gateway µs a connect": costs.connect,
        "Redis µs a connect": costs.redis_connect_and_leave / 2,
        "Redis commands a node and second": costs.redis_node_commands,
    }


def beyond_tolerance(found):
    return [row for row in found if not 1 / TOLERANCE <= row[-1] <= TOLERANCE]
